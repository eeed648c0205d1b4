/** One window of a browser writes at a time: the newest one. */

const TIME_TO_SETTLE = 400;

let channel = null;

/** Let the other windows stop, and stop when another begins. */
export async function claim(onOther) {
  if (!("BroadcastChannel" in window)) return;
  channel?.close();  // this window may claim again, as another station
  channel = new BroadcastChannel("equity-workshop-station");
  const own = String(Math.random());
  channel.postMessage(own);
  channel.onmessage = () => {
    channel.close();
    onOther();
  };
  await new Promise((resolve) => { setTimeout(resolve, TIME_TO_SETTLE); });
}
