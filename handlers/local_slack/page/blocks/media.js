// Pictures, videos and files.

import { h, icon } from "../dom.js";
import { plain } from "../text/mrkdwn.js";
import { isSafe } from "../text/references.js";
import { t } from "../words.js";

export function image(block) {
  return h(
    "figure",
    { class: "image" },
    block.title && h("figcaption", {}, plain(block.title.text)),
    picture(block, "image-large"),
  );
}

/** An image element beside or inside other text. */
export function smallImage(element, style) {
  return picture(element, style);
}

function picture({ image_url: address, alt_text: alt }, style) {
  const missing = () => h("span", { class: "image-missing" }, t("image_missing", { alt }));
  if (!address || !isSafe(address)) return missing();
  const shown = h("img", { src: address, alt, class: style, loading: "lazy", referrerpolicy: "no-referrer" });
  shown.addEventListener("error", () => shown.replaceWith(missing()));
  return shown;
}

/** A video is a link: nothing plays inside the page. */
export function video(block) {
  const address = block.title_url || block.video_url;
  const about = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  const words = h(
    "span",
    { class: "video-words" },
    h("strong", {}, plain(block.title.text)),
    block.description && h("span", {}, plain(block.description.text)),
    h("small", {}, about || t("watch")),
  );
  const inside = [h("span", { class: "video-sign" }, icon("play", 22)), words];
  if (!isSafe(address)) return h("div", { class: "video" }, inside);
  return h(
    "a",
    {
      class: "video",
      href: address,
      target: "_blank",
      rel: "noopener noreferrer",
      "aria-label": `${t("watch")}: ${block.title.text}`,
    },
    inside,
  );
}

export function file(block) {
  return h("div", { class: "file" }, icon("external"), block.external_id);
}
