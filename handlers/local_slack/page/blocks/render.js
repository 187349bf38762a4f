// Block Kit on this page: one table of blocks, each family in its own module.

import { chart } from "../charts/chart.js";
import { h } from "../dom.js";
import { actions, contextActions, input } from "../forms/blocks.js";
import { t } from "../words.js";
import { card, carousel, container } from "./cards.js";
import { file, image, video } from "./media.js";
import { richText } from "./rich_text.js";
import { dataTable, table } from "./tables.js";
import { plan, taskCard } from "./tasks.js";
import { alert, context, divider, header, markdownBlock, section } from "./words.js";

const BLOCKS = {
  actions,
  alert,
  card,
  carousel,
  container,
  context,
  context_actions: contextActions,
  data_table: dataTable,
  data_visualization: chart,
  divider,
  file,
  header,
  image,
  input,
  markdown: markdownBlock,
  plan,
  rich_text: richText,
  section,
  table,
  task_card: taskCard,
  video,
};

/** Blocks as nodes. `surface` says where they stand, and takes what people press and enter there. */
export function renderBlocks(blocks, surface) {
  return blocks.map((block) => renderBlock(block, surface));
}

export function renderBlock(block, surface) {
  const build = Object.hasOwn(BLOCKS, block?.type) ? BLOCKS[block.type] : null;
  if (!build) return unsupported(block?.type);
  try {
    const node = build(block, surface, renderBlocks);
    node.classList.add("block", `block-${block.type}`);
    return node;
  } catch (malformed) {
    if (!(malformed instanceof TypeError)) throw malformed;
    return unsupported(block.type);
  }
}

function unsupported(type) {
  return h("p", { class: "block unsupported" }, t("unsupported", { type: type ?? "?" }));
}
