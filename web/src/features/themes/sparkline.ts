/** Bars of a small chart: one a week, the tallest as high as the chart. */
export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Weeks without notes keep a hairline, so that they are seen to be empty. */
const LEAST = 1;

export function barsOf(weeks: readonly number[], width: number, height: number): Bar[] {
  const most = Math.max(1, ...weeks);
  const step = width / Math.max(1, weeks.length);
  return weeks.map((count, index) => {
    const tall = Math.max(LEAST, (count / most) * height);
    return { x: index * step, y: height - tall, width: Math.max(1, step - 1), height: tall };
  });
}
