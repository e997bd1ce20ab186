/** Where files may be let fall: it shows itself while they hang over it. */

/**
 * @param {HTMLElement} node
 * @param {(files: File[]) => void} take
 */
export function dropsInto(node, take) {
  const hover = (event, isOver) => {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    node.classList.toggle("dropping", isOver);
  };
  node.addEventListener("dragover", (event) => hover(event, true));
  node.addEventListener("dragleave", (event) => node.contains(event.relatedTarget) || hover(event, false));
  node.addEventListener("drop", (event) => {
    hover(event, false);
    take([...(event.dataTransfer?.files ?? [])]);
  });
}
