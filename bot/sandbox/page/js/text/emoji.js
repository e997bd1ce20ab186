/** Slack's short names of the common emoji. A name that is not here is shown as it was written. */
const LIST = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|100 💯|1234 🔢|alarm_clock ⏰|ambulance 🚑|anchor ⚓|angry 😠|apple 🍎|art 🎨
arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_up ⬆️|arrows_counterclockwise 🔄|arrow_forward ▶️|astonished 😲
baby 👶|back 🔙|balloon 🎈|bangbang ‼️|bank 🏦|bar_chart 📊|battery 🔋|beer 🍺|beers 🍻|bell 🔔|no_bell 🔕|bike 🚲
birthday 🎂|black_circle ⚫|blue_book 📘|blue_heart 💙|blush 😊|book 📖|bookmark 🔖|bookmark_tabs 📑|books 📚|boom 💥
bow 🙇|briefcase 💼|broken_heart 💔|bug 🐛|bulb 💡|bust_in_silhouette 👤|busts_in_silhouette 👥|cake 🍰|calendar 📅
date 📅|spiral_calendar_pad 🗓️|spiral_calendar 🗓️|calling 📲|camera 📷|card_index 📇|card_index_dividers 🗂️
card_file_box 🗃️|chart 💹|chart_with_downwards_trend 📉|chart_with_upwards_trend 📈|checkered_flag 🏁|cheese 🧀
clap 👏|clipboard 📋|clock1 🕐|clock9 🕘|clock12 🕛|closed_book 📕|closed_lock_with_key 🔐|cloud ☁️|coffee ☕
cold_sweat 😰|collision 💥|computer 💻|confetti_ball 🎊|confused 😕|construction 🚧|cool 🆒|credit_card 💳|croissant 🥐
crossed_fingers 🤞|cry 😢|crystal_ball 🔮|dart 🎯|dash 💨|desktop_computer 🖥️|disappointed 😞|dizzy 💫|dog 🐶|cat 🐱
dollar 💵|euro 💶|door 🚪|e-mail 📧|email 📧|envelope ✉️|incoming_envelope 📨|envelope_with_arrow 📩|exclamation ❗
heavy_exclamation_mark ❗|grey_exclamation ❕|eyes 👀|eyeglasses 👓|face_with_monocle 🧐|facepalm 🤦|factory 🏭|fax 📠
file_cabinet 🗄️|file_folder 📁|open_file_folder 📂|fire 🔥|first_place_medal 🥇|flag-fr 🇫🇷|fr 🇫🇷|flag-us 🇺🇸|us 🇺🇸
flag-ca 🇨🇦|flag-in 🇮🇳|flag-gb 🇬🇧|gb 🇬🇧|flushed 😳|four_leaf_clover 🍀|frowning 😦|gear ⚙️|gem 💎|ghost 👻|gift 🎁
globe_with_meridians 🌐|green_book 📗|green_heart 💚|grey_question ❔|grin 😁|grinning 😀|hammer 🔨|hammer_and_wrench 🛠️
handshake 🤝|hatching_chick 🐣|heart ❤️|heart_eyes 😍|heavy_check_mark ✔️|heavy_minus_sign ➖|heavy_multiplication_x ✖️
heavy_plus_sign ➕|hourglass ⌛|hourglass_flowing_sand ⏳|house 🏠|house_with_garden 🏡|hugging_face 🤗|hushed 😯
identification_card 🪪|inbox_tray 📥|information_source ℹ️|jigsaw 🧩|joy 😂|key 🔑|keyboard ⌨️|kissing_heart 😘
label 🏷️|large_blue_circle 🔵|large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|large_purple_circle 🟣
large_blue_square 🟦|large_green_square 🟩|large_red_square 🟥|large_yellow_square 🟨|laughing 😆|ledger 📒|link 🔗|lock 🔒
lock_with_ink_pen 🔏|loudspeaker 📢|mag 🔍|mag_right 🔎|mailbox 📫|mailbox_with_mail 📬|man 👨|woman 👩|mega 📣|memo 📝
pencil 📝|microphone 🎤|money_with_wings 💸|moneybag 💰|moon 🌔|moyai 🗿|muscle 💪|mute 🔇|nerd_face 🤓|neutral_face 😐
new 🆕|newspaper 📰|no_entry ⛔|no_entry_sign 🚫|notebook 📓|ocean 🌊|ok 🆗|ok_hand 👌|office 🏢|outbox_tray 📤|package 📦
page_facing_up 📄|page_with_curl 📃|paperclip 📎|linked_paperclips 🖇️|partying_face 🥳|partly_sunny ⛅|pencil2 ✏️
pensive 😔|phone ☎️|telephone ☎️|telephone_receiver 📞|pill 💊|pizza 🍕|point_down 👇|point_left 👈|point_right 👉
point_up ☝️|point_up_2 👆|pray 🙏|pushpin 📌|round_pushpin 📍|question ❓|rage 😡|rainbow 🌈|raised_hands 🙌
raised_hand ✋|hand ✋|recycle ♻️|red_circle 🔴|relaxed ☺️|relieved 😌|repeat 🔁|reminder_ribbon 🎗️|ribbon 🎀|robot_face 🤖
rocket 🚀|rolling_on_the_floor_laughing 🤣|rose 🌹|rotating_light 🚨|runner 🏃|sailboat ⛵|satisfied 😆|school 🏫|scissors ✂️
scream 😱|scroll 📜|second_place_medal 🥈|seedling 🌱|see_no_evil 🙈|shield 🛡️|ship 🚢|shrug 🤷|sleeping 😴|slightly_smiling_face 🙂
simple_smile 🙂|slightly_frowning_face 🙁|smile 😄|smiley 😃|smirk 😏|snowflake ❄️|snail 🐌|sob 😭|soon 🔜|sos 🆘
sparkles ✨|sparkling_heart 💖|speech_balloon 💬|left_speech_bubble 🗨️|star ⭐|star2 🌟|star-struck 🤩|stop_button ⏹️
stopwatch ⏱️|sun_with_face 🌞|sunglasses 😎|sunny ☀️|sweat 😓|sweat_smile 😅|tada 🎉|technologist 🧑‍💻|tent ⛺
thinking_face 🤔|thought_balloon 💭|third_place_medal 🥉|timer_clock ⏲️|toolbox 🧰|tophat 🎩|train 🚆|trophy 🏆
triangular_flag_on_post 🚩|truck 🚚|turtle 🐢|umbrella ☔|unicorn_face 🦄|unlock 🔓|up 🆙|upside_down_face 🙃|v ✌️
vibration_mode 📳|video_camera 📹|wastebasket 🗑️|trash 🗑️|watch ⌚|wave 👋|weary 😩|wheelchair ♿|white_check_mark ✅
ballot_box_with_check ☑️|white_circle ⚪|white_large_square ⬜|black_large_square ⬛|wink 😉|worried 😟|wrench 🔧
writing_hand ✍️|x ❌|negative_squared_cross_mark ❎|yellow_heart 💛|yum 😋|zap ⚡|zipper_mouth_face 🤐|zzz 💤|warning ⚠️
white_small_square ▫️|black_small_square ▪️|small_blue_diamond 🔹|small_orange_diamond 🔸|large_blue_diamond 🔷
large_orange_diamond 🔶|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣
double_vertical_bar ⏸️|black_right_pointing_triangle ▶️|fast_forward ⏩|rewind ⏪|next_track_button ⏭️|twisted_rightwards_arrows 🔀
leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|arrow_heading_up ⤴️|arrow_heading_down ⤵️|top 🔝|end 🔚|on 🔛
`;

const LAST_POINT = 0x10ffff;

/** @type {Map<string, string>} */
const NAMES = new Map();
for (const entry of LIST.split(/[|\n]/)) {
  const space = entry.indexOf(" ");
  if (space > 0) NAMES.set(entry.slice(0, space), entry.slice(space + 1));
}

/** The character of `tada`, with a skin tone as in `wave::skin-tone-3`; undefined when unknown. */
export function emojiOf(name) {
  const [plain, tone] = name.split("::skin-tone-");
  const character = NAMES.get(plain);
  if (!character || !/^[2-6]$/.test(tone)) return character;
  return character.replace("\uFE0F", "") + String.fromCodePoint(0x1f3f9 + Number(tone));
}

/** A character from the code points that rich text carries, as in `1f44d-1f3fb`. */
export function emojiFromCodes(codes) {
  const points = codes.split("-").map((code) => Number.parseInt(code, 16));
  return points.every((point) => point >= 0 && point <= LAST_POINT) ? String.fromCodePoint(...points) : undefined;
}

/** What people reach for most stands first. */
const OFTEN = `+1 white_check_mark eyes tada heart joy smile pray raised_hands clap fire rocket thinking_face wave 100 x
smiley grin wink blush sunglasses slightly_smiling_face confused cry sob scream sweat_smile ok_hand muscle handshake
sparkles star bulb memo bell calendar phone email pushpin question exclamation warning`.split(/\s+/);

/** For a grid to choose from: each character once. */
export function emojiToChoose(letters, limit) {
  const names = letters ? emojiLike(letters, NAMES.size).map(({ name }) => name) : [...OFTEN, ...NAMES.keys()];
  const byCharacter = new Map();
  for (const name of names)
    if (!byCharacter.has(NAMES.get(name))) byCharacter.set(NAMES.get(name), { name, character: NAMES.get(name) });
  return [...byCharacter.values()].slice(0, limit);
}

/** Names that begin with, then contain, the letters typed. */
export function emojiLike(letters, limit = 8) {
  const names = [...NAMES.keys()].filter((name) => name.includes(letters));
  names.sort((one, other) => Number(other.startsWith(letters)) - Number(one.startsWith(letters)));
  return names.slice(0, limit).map((name) => ({ name, character: NAMES.get(name) }));
}

/** Short names in a plain text turned into characters. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (whole, name) => emojiOf(name) ?? whole);
}
