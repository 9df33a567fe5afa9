// Rows from a spreadsheet into the lines grid: from the cell one stands in, to the right and down.
import { fill, texts, toast } from './dom.js';

/** Cells of tab-separated text; a quoted cell may hold tabs, line ends and doubled quotes. */
export function cells(text) {
  const rows = [['']];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    const row = rows.at(-1);
    if (quoted && letter === '"' && text[at + 1] === '"') { row[row.length - 1] += '"'; at++; }
    else if (letter === '"' && (quoted || row.at(-1) === '')) quoted = !quoted;
    else if (!quoted && letter === '\t') row.push('');
    else if (!quoted && (letter === '\n' || letter === '\r')) {
      if (letter === '\r' && text[at + 1] === '\n') at++;
      rows.push(['']);
    } else row[row.length - 1] += letter;
  }
  return rows.filter((row) => row.some((cell) => cell.trim()));
}

/** Runs over all, a few at a time. */
async function each(items, width, run) {
  const waiting = [...items];
  await Promise.all(Array.from({ length: width }, async () => {
    for (let item = waiting.shift(); item; item = waiting.shift()) await run(item);
  }));
}

export async function paste(grid, event, row, column) {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!/[\t\n\r]/.test(text.trim())) return;
  event.preventDefault();
  const from = grid.inputs.indexOf(column);
  const rows = cells(text);
  const stood = document.activeElement;
  const found = new Map();
  const open = [];
  let target = row;
  for (const values of rows) {
    target ??= grid.add();
    if (!target) break;
    values.map((value) => value.replace(/\s+/g, ' ').trim()).forEach((value, index) => {
      const into = grid.inputs[from + index];
      if (!into || target.dataset.locked !== undefined) return;
      grid.put(target, into.name, value);
      if (into.kind === 'combo' && value) open.push([target, into, value]);
    });
    const all = grid.rows();
    target = all.slice(all.indexOf(target) + 1).find((one) => one.dataset.locked === undefined);
  }
  grid.touched(row);
  for (const [, into, value] of open) {
    found.set(`${into.name}\t${value}`, grid.address(grid.field(grid.blank, into)));
  }
  await each(found.keys(), 4, async (key) => found.set(key, await grid.find(found.get(key), key.split('\t')[1])));
  const missing = [];
  for (const [line, into, value] of open) {
    const item = found.get(`${into.name}\t${value}`);
    if (!line.isConnected || grid.value(line, into).trim() !== value) continue;
    if (item) grid.choose(line, into, item);
    else { missing.push([line, into]); grid.complain(line, into, `${texts.noMatch}: ${value}`); }
  }
  grid.recount();
  toast(fill(texts.pasted, { n: rows.length }));
  if (!missing.length) return;
  toast(fill(texts.unmatched, { n: missing.length }), 'warning');
  // Whoever has not gone on meanwhile is led to the first.
  if (document.activeElement === stood) grid.go(...missing[0]);
}
