/** The way to the hub: brings entries, fetches what changed, and comes back by itself. */

const ALIVE_EVERY = 15000;
const LOOK_EVERY = 20000;
const LOOK_WITHOUT_PUSHES = 4000;
const PATIENCE = 10000;
const MOST_ENTRIES = 150;
const LARGEST_BODY = 700000;
const LONGEST_PAUSE = 8000;

/** What the hub said where it did not say yes. */
export class Refusal extends Error {
  constructor(status, body, wait) {
    super(body?.error ?? String(status));
    Object.assign(this, { status, code: body?.error ?? "", said: body?.said ?? null, wait });
  }
}

/** Return the answer of the hub this page came from. Throws Refusal, or TypeError without one. */
export async function ask(path, { body = null, headers = {} } = {}) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), PATIENCE);
  try {
    const answer = await fetch(path, {
      method: body ? "POST" : "GET",
      headers: { ...headers, ...(body ? { "Content-Type": "application/json" } : {}) },
      body: body && JSON.stringify(body),
      signal: ending.signal, cache: "no-store", credentials: "omit", redirect: "error",
    });
    const data = await answer.json().catch(() => null);
    const isReceipt = answer.status === 403 && data?.results;
    if (!answer.ok && !isReceipt) {
      throw new Refusal(answer.status, data, Number(answer.headers.get("Retry-After")) * 1000);
    }
    return data;
  } finally {
    clearTimeout(timer);
  }
}

const rest = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Keeps a station in touch with the hub; fires "changed" where its state did. */
export class Link extends EventTarget {
  constructor(station, dimension) {
    super();
    Object.assign(this, { station, dimension, online: false, heardAt: 0, equal: true, problem: "" });
    this.pause = 500;
    this.wakers = [];
    this.isStale = true;
    this.lastAlive = 0;
    this.lastLook = 0;
    this.running = true;
    station.addEventListener("written", () => this.nudge());
    window.addEventListener("online", () => this.nudge());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.nudge(); });
  }

  /** Begin; never ends while the page is open. */
  start() {
    this.exchange();
    this.listen();
  }

  stop() {
    this.running = false;
    this.socket?.close();
  }

  /** Do now what would be done later. */
  nudge() {
    this.wakers.splice(0).forEach((wake) => wake());
  }

  get headers() {
    const { token, station } = this.station.enrolment;
    return { Authorization: `Bearer ${token}`, "X-Station": station };
  }

  say(change) {
    const before = JSON.stringify([this.online, this.equal, this.problem]);
    Object.assign(this, change);
    if (JSON.stringify([this.online, this.equal, this.problem]) !== before) {
      this.dispatchEvent(new Event("changed"));
    }
  }

  async woken(milliseconds) {
    await Promise.race([rest(milliseconds), new Promise((wake) => { this.wakers.push(wake); })]);
  }

  async exchange() {
    while (this.running) {
      try {
        const now = Date.now();
        const before = this.station.through;
        const isAsked = this.station.waiting.length > 0;
        if (isAsked || now - this.lastAlive >= ALIVE_EVERY) await this.bring();
        if (isAsked && this.station.through === before) await this.woken(2000);
        const lookEvery = this.socket?.readyState === WebSocket.OPEN ? LOOK_EVERY : LOOK_WITHOUT_PUSHES;
        if (this.isStale || now - this.lastLook >= lookEvery) await this.look();
        this.pause = 500;
        this.say({ online: true, problem: "" });
        if (!this.station.waiting.length && !this.isStale) await this.woken(1000);
      } catch (error) {
        const isHeard = error instanceof Refusal;
        const isPatient = isHeard && [429, 503].includes(error.status);
        this.say({ online: isPatient && this.online, problem: isHeard && !isPatient ? error.code : "" });
        const jitter = 0.5 + Math.random();
        await this.woken(Math.max(error.wait || 0, this.pause * jitter));
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
        this.lastAlive = 0;
      }
    }
  }

  heard(answer, asked) {
    this.heardAt = Date.now();
    const way = this.heardAt - asked;
    if (answer.now && way < 2000) {
      this.station.clockOffset = Date.parse(answer.now) + way / 2 - this.heardAt;
    }
  }

  async bring() {
    const batch = [];
    let size = 0;
    for (const row of this.station.waiting.slice(0, MOST_ENTRIES)) {
      size += JSON.stringify(row.entry).length * 2;
      if (batch.length && size > LARGEST_BODY) break;
      batch.push(row);
    }
    const asked = Date.now();
    const body = this.station.envelope(batch, this.dimension());
    const receipt = await ask("/v1/entries", { body, headers: this.headers });
    this.lastAlive = Date.now();
    this.heard(receipt, asked);
    this.say({ equal: await this.station.believe(receipt) });
    if (batch.length) this.isStale = true;
  }

  async look() {
    this.isStale = false;
    const asked = Date.now();
    const have = Object.entries(this.station.view.hashes).map((pair) => pair.join(":")).join(",");
    try {
      const answer = await ask(`/v1/view?have=${encodeURIComponent(have)}`, { headers: this.headers });
      this.heard(answer, asked);
      this.lastLook = Date.now();
      await this.station.look(answer);
    } catch (error) {
      this.isStale = true;
      throw error;
    }
  }

  /** Hear of changes at once. What changed is fetched, so a lost push loses nothing. */
  async listen() {
    for (let pause = 500; this.running; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const began = Date.now();
      await this.oneSocket().catch(() => null);  // some browsers refuse it: then it is asked more often
      if (Date.now() - began > 30000) pause = 500;
      await rest(pause * (0.5 + Math.random()));
    }
  }

  oneSocket() {
    return new Promise((resolve) => {
      const scheme = location.protocol === "https:" ? "wss" : "ws";
      const socket = new WebSocket(`${scheme}://${location.host}/v1/push`);
      this.socket = socket;
      const { station, token } = this.station.enrolment;
      socket.onopen = () => socket.send(JSON.stringify({ protocol: 2, station, token }));
      socket.onmessage = () => { this.isStale = true; this.nudge(); };
      socket.onclose = () => {
        this.lastAlive = 0;  // the hub may be another one when it is back: ask what it has
        this.nudge();
        resolve();
      };
    });
  }
}
