/** Which misbehaviours of one organization are switched on, and how often they still act. */
import { type Misbehaviour, misbehaviours } from './misbehaviours.ts';
import type { Endpoint, Hooks, MisbehaviourOptions, Switch } from './switch.ts';

interface Active {
  options: MisbehaviourOptions;
  left: number;
}

export class Switchboard {
  readonly #active = new Map<Misbehaviour, Active>();

  set(names: Misbehaviour[], options: MisbehaviourOptions): void {
    this.#active.clear();
    for (const name of names)
      this.#active.set(name, { options, left: options.times ?? Number.POSITIVE_INFINITY });
  }

  get names(): Misbehaviour[] {
    return [...this.#active].filter(([, { left }]) => left > 0).map(([name]) => name);
  }

  /** The hooks that act here now; counts them as used. */
  take<H extends keyof Hooks>(
    hook: H,
    endpoint?: Endpoint,
  ): { run: Hooks[H]; options: MisbehaviourOptions }[] {
    return [...this.#active].flatMap(([name, active]) => {
      const entry: Switch = misbehaviours[name];
      const run = entry[hook] as Hooks[H] | undefined;
      const elsewhere = endpoint !== undefined && !(active.options.at ?? entry.at ?? []).includes(endpoint);
      if (!run || elsewhere || active.left <= 0) return [];
      active.left -= 1;
      return [{ run, options: active.options }];
    });
  }
}
