"""What Slack calls the kinds of files: `filetype` and `pretty_type`, by the ending of the name.

https://docs.slack.dev/reference/objects/file-object; endings that it does not list are their own type.
"""

# ending: (filetype, pretty_type), where one of them is not the ending itself or its capitals
_KNOWN: dict[str, tuple[str, str]] = {
    "txt": ("text", "Plain Text"),
    "log": ("text", "Plain Text"),
    "md": ("markdown", "Markdown (raw)"),
    "doc": ("doc", "Word Document"),
    "docx": ("docx", "Word Document"),
    "xls": ("xls", "Excel Spreadsheet"),
    "xlsx": ("xlsx", "Excel Spreadsheet"),
    "ppt": ("ppt", "PowerPoint Presentation"),
    "pptx": ("pptx", "PowerPoint Presentation"),
    "odt": ("odt", "OpenDocument Text"),
    "ods": ("ods", "OpenDocument Spreadsheet"),
    "odp": ("odp", "OpenDocument Presentation"),
    "rtf": ("rtf", "Rich Text File"),
    "pages": ("pages", "Apple Pages Document"),
    "numbers": ("numbers", "Apple Numbers Document"),
    "key": ("keynote", "Apple Keynote Document"),
    "eml": ("email", "Email"),
    "vcf": ("vcard", "vCard"),
    "jpg": ("jpg", "JPEG"),
    "jpeg": ("jpg", "JPEG"),
    "tif": ("tiff", "TIFF"),
    "bmp": ("bmp", "Bitmap"),
    "zip": ("zip", "Zip"),
    "gz": ("gzip", "Gzip"),
    "tar": ("tar", "Tarball"),
    "mp4": ("mp4", "MPEG 4 Video"),
    "mov": ("mov", "QuickTime Movie"),
    "m4a": ("m4a", "MPEG 4 Audio"),
    "js": ("javascript", "JavaScript"),
    "ts": ("typescript", "TypeScript"),
    "py": ("python", "Python"),
    "rb": ("ruby", "Ruby"),
    "sh": ("shell", "Shell"),
    "htm": ("html", "HTML"),
    "yml": ("yaml", "YAML"),
    "json": ("json", "JSON"),
    "java": ("java", "Java"),
    "go": ("go", "Go"),
    "rs": ("rust", "Rust"),
    "c": ("c", "C"),
    "cpp": ("cpp", "C++"),
}
_UNKNOWN = ("binary", "Binary")


def filetype_of(name: str) -> tuple[str, str]:
    """`filetype` and `pretty_type`."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _KNOWN.get(ending) or ((ending, ending.upper()) if ending else _UNKNOWN)
