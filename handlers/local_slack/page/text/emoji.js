// The emoji that sales teams and bots use most, by Slack's short names.

/** The character for `name`, or undefined when the table does not know it. */
export function emoji(name) {
  return TABLE.get(name);
}

/** Names that begin with `start`, for completion. */
export function emojiNames(start) {
  return [...TABLE.keys()].filter((name) => name.startsWith(start));
}

const TABLE = new Map(
  `
  +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 wave 👋 point_right 👉
  point_left 👈 point_up 👆 point_down 👇 handshake 🤝 writing_hand ✍️ eyes 👀 brain 🧠 v ✌️ crossed_fingers 🤞 raised_hand ✋
  smile 😄 smiley 😃 grinning 😀 grin 😁 joy 😂 slightly_smiling_face 🙂 blush 😊 wink 😉 heart_eyes 😍 sunglasses 😎
  thinking_face 🤔 neutral_face 😐 confused 😕 worried 😟 cry 😢 sob 😭 disappointed 😞 sweat_smile 😅 partying_face 🥳
  star-struck 🤩 hugging_face 🤗 relieved 😌 sleeping 😴 exploding_head 🤯 scream 😱 rage 😡 face_with_monocle 🧐 robot_face 🤖
  nerd_face 🤓 saluting_face 🫡 upside_down_face 🙃 innocent 😇 tired_face 😫 unamused 😒
  tada 🎉 confetti_ball 🎊 trophy 🏆 medal 🏅 sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉
  star ⭐ star2 🌟 sparkles ✨ fire 🔥 rocket 🚀 dart 🎯 100 💯 zap ⚡ boom 💥 gem 💎 crown 👑 bell 🔔 no_bell 🔕
  heart ❤️ green_heart 💚 blue_heart 💙 yellow_heart 💛 purple_heart 💜 broken_heart 💔
  white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ warning ⚠️ no_entry ⛔
  no_entry_sign 🚫 exclamation ❗ question ❓ grey_question ❔ information_source ℹ️ bangbang ‼️ sos 🆘 new 🆕 free 🆓 up 🆙 ok 🆗
  red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣
  white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨 large_green_square 🟩
  large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛ small_blue_diamond 🔹 small_orange_diamond 🔸
  arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️ arrow_lower_right ↘️ left_right_arrow ↔️
  arrow_up_small 🔼 arrow_down_small 🔽 arrows_counterclockwise 🔄 leftwards_arrow_with_hook ↩️ repeat 🔁
  chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 moneybag 💰 money_with_wings 💸 euro 💶 dollar 💵 pound 💷
  credit_card 💳 heavy_dollar_sign 💲 receipt 🧾 briefcase 💼 office 🏢 department_store 🏬 factory 🏭 house 🏠 world_map 🗺️
  earth_africa 🌍 compass 🧭 round_pushpin 📍 pushpin 📌 paperclip 📎 link 🔗 lock 🔒 unlock 🔓 key 🔑 mag 🔍 mag_right 🔎
  phone ☎️ telephone_receiver 📞 iphone 📱 email ✉️ envelope ✉️ e-mail 📧 incoming_envelope 📨 mailbox 📫 inbox_tray 📥 outbox_tray 📤
  speech_balloon 💬 thought_balloon 💭 mega 📣 loudspeaker 📢 calendar 📅 date 📅 spiral_calendar_pad 🗓️ clock 🕐 clock9 🕘 watch ⌚
  alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ hourglass ⌛ hourglass_flowing_sand ⏳ memo 📝 pencil ✏️ pencil2 ✏️ clipboard 📋
  page_facing_up 📄 bookmark 🔖 bookmark_tabs 📑 books 📚 book 📖 newspaper 📰 file_folder 📁 package 📦 gift 🎁 bulb 💡 wrench 🔧
  hammer_and_wrench 🛠️ gear ⚙️ toolbox 🧰 shield 🛡️ computer 💻 desktop_computer 🖥️ hook 🪝 seedling 🌱 deciduous_tree 🌳 herb 🌿
  four_leaf_clover 🍀 sunny ☀️ partly_sunny ⛅ cloud ☁️ umbrella ☔ snowflake ❄️ rainbow 🌈 palm_tree 🌴 beach_with_umbrella 🏖️
  coffee ☕ beers 🍻 champagne 🍾 cake 🍰 birthday 🎂 pizza 🍕 cookie 🍪 airplane ✈️ car 🚗 bike 🚲 train 🚆 flag-nl 🇳🇱
  flag-be 🇧🇪 flag-de 🇩🇪 flag-gb 🇬🇧 flag-us 🇺🇸 us 🇺🇸 gb 🇬🇧 checkered_flag 🏁 triangular_flag_on_post 🚩 woman-raising-hand 🙋‍♀️
  man-raising-hand 🙋‍♂️ busts_in_silhouette 👥 bust_in_silhouette 👤 family 👪 snail 🐌 turtle 🐢 rabbit 🐇 owl 🦉 bee 🐝 unicorn_face 🦄
  one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 soccer ⚽ mountain ⛰️
  `
    .trim()
    .split(/\s+/)
    .reduce((pairs, word, place, words) => (place % 2 ? pairs : [...pairs, [word, words[place + 1]]]), []),
);
