import type { SubjectResult, WorkloadResult } from '../measure/measure-workload.js';
import { labelOf } from './figures.js';

const BAR_HEIGHT = 14;
const GAP = 12;
const LABEL_WIDTH = 380;
const BAR_WIDTH = 420;
const NUMBER_WIDTH = 130;
const COLOURS: readonly string[] = ['#4c78a8', '#f58518', '#54a24b', '#b279a2', '#e45756'];

interface Bar {
  readonly workload: WorkloadResult;
  readonly result: SubjectResult;
}

/**
 * A bar for each subject that is compared: its throughput as a multiple of the baseline's, which is the
 * line at 1. The whisker shows the least and the most of the rounds.
 */
export function drawChart(results: readonly WorkloadResult[]): string {
  const bars = results.flatMap((workload) =>
    workload.subjects
      .filter(({ subject }) => subject !== workload.baseline)
      .map((result): Bar => ({ workload, result })),
  );
  const subjects = [...new Set(bars.map(({ result }) => result.subject))];
  const most = Math.max(1, ...bars.map(({ result }) => result.ratio.max));
  const height = (bars.length + 1) * (BAR_HEIGHT + GAP) + GAP;
  const width = LABEL_WIDTH + BAR_WIDTH + NUMBER_WIDTH;
  const scale = (ratio: number): number => LABEL_WIDTH + (ratio / most) * BAR_WIDTH;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...subjects.map((subject, i) => drawLegend(subject, i)),
    ...bars.map((bar, i) => drawBar(bar, (i + 1) * (BAR_HEIGHT + GAP) + GAP, scale, subjects)),
    `<line x1="${scale(1)}" x2="${scale(1)}" y1="${BAR_HEIGHT + GAP}" y2="${height}" stroke="#333" stroke-dasharray="4 3"/>`,
    '</svg>',
    '',
  ].join('\n');
}

function drawLegend(subject: string, i: number): string {
  const x = LABEL_WIDTH + i * 110;
  return (
    `<rect x="${x}" y="6" width="${BAR_HEIGHT}" height="${BAR_HEIGHT}" fill="${colourOf(i)}"/>` +
    `<text x="${x + BAR_HEIGHT + 5}" y="17">${escape(subject)}</text>`
  );
}

function drawBar(
  { workload, result }: Bar,
  y: number,
  scale: (ratio: number) => number,
  subjects: readonly string[],
): string {
  const { median, min, max } = result.ratio;
  const middle = y + BAR_HEIGHT / 2;
  const colour = colourOf(subjects.indexOf(result.subject));
  return [
    `<text x="${LABEL_WIDTH - 8}" y="${middle + 4}" text-anchor="end">${escape(labelOf(workload))}</text>`,
    `<rect x="${LABEL_WIDTH}" y="${y}" width="${(scale(median) - LABEL_WIDTH).toFixed(1)}" height="${BAR_HEIGHT}" fill="${colour}"/>`,
    `<line x1="${scale(min).toFixed(1)}" x2="${scale(max).toFixed(1)}" y1="${middle}" y2="${middle}" stroke="#333"/>`,
    `<text x="${(scale(max) + 6).toFixed(1)}" y="${middle + 4}">${median.toFixed(2)} × ${escape(workload.baseline)}</text>`,
  ].join('\n');
}

function colourOf(place: number): string {
  return COLOURS[place % COLOURS.length]!;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
