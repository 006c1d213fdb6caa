import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Plays the steps in order, each on the state that the former left; the first failure ends the play.
 * Prints one line per step and a summary, and keeps a picture of each step.
 */
export async function play(steps, { stack, browser, pictures }) {
  await mkdir(pictures, { recursive: true });
  const visitor = await browser.visit();
  const world = { stack, browser, visitor, page: visitor.page };
  let done = 0;
  for (const step of steps) {
    const passed = await perform(step, numbered(done), world, pictures);
    if (!passed) break;
    done += 1;
  }
  const rest = steps.length - done - 1;
  console.log(
    done === steps.length
      ? `The whole journey works: ${done} steps, pictures in target/demo/.`
      : `The journey ended at step ${numbered(done)}: ${done} passed, 1 failed, ${rest} not reached. Pictures in target/demo/.`,
  );
  return done === steps.length;
}

const numbered = (index) => String(index + 1).padStart(2, '0');

async function perform(step, number, world, pictures) {
  const { visitor } = world;
  let shown = world.page;
  try {
    shown = (await step.run(world)) ?? shown;
    await shown.screenshot({ path: join(pictures, `${number}-${step.name}.png`) });
    refuseComplaints(visitor.complaints, step.expects);
    console.log(`ok ${number} ${step.title}`);
    return true;
  } catch (error) {
    await shown.screenshot({ path: join(pictures, `${number}-${step.name}-failed.png`) }).catch(() => {});
    console.log(`FAILED ${number} ${step.title}: ${brief(error)}`);
    return false;
  } finally {
    if (shown !== world.page) await shown.context().close();
  }
}

// A step may name the one complaint of the browser that it provokes on purpose.
function refuseComplaints(complaints, expects) {
  const unexpected = complaints.splice(0).filter((complaint) => !expects?.test(complaint));
  if (unexpected.length > 0) throw new Error(`the browser complained: ${unexpected.join(' | ')}`);
}

function brief(error) {
  // eslint-disable-next-line no-control-regex
  const plain = error.message.replace(/\u001b\[\d+m/g, '');
  return plain
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 6)
    .join(' · ');
}
