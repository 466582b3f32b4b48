import { SET_SETTINGS } from '../settings/set-settings.js';
import { Settings } from '../settings/settings.js';
import type { Namespace } from '../storage/namespace.js';
import type { NodePart } from '../part/node-part.js';

/** The settings of the server and its network. */
export interface NodeSettings {
  readonly service: Settings;
  readonly network: Settings;
  /** Levels of the log that differ from INFO, by context. */
  readonly logLevels: Map<string, string>;
}

type Values = Readonly<Record<string, string>>;

/** A type, not an interface: only that is plain data to the compiler. */
type State = {
  readonly service: Values;
  readonly network: Values;
  /** By namespace: its own settings, and those of its sets. */
  readonly namespaces: Readonly<Record<string, { own: Values; sets: Record<string, Values> }>>;
};

/** What clients set with `set-config`, apart from the options of namespaces. */
export function settingsPart(
  settings: NodeSettings,
  namespaces: ReadonlyMap<string, Namespace>,
): NodePart {
  const restore = (state: State): void => {
    settings.service.restore(state.service);
    settings.network.restore(state.network);
    settings.logLevels.clear();
    for (const namespace of namespaces.values()) {
      const { own = {}, sets = {} } = state.namespaces[namespace.name] ?? {};
      namespace.settings.restore(own);
      namespace.setSettings.clear();
      for (const [name, values] of Object.entries(sets))
        setSettings(namespace, name).restore(values);
    }
  };
  return {
    name: 'settings',
    reset: () => restore({ service: {}, network: {}, namespaces: {} }),
    kept: {
      endsWithProcess: true,
      get revision() {
        return revisionOf(settings, namespaces);
      },
      capture: () => capture(settings, namespaces),
      restore: (state) => restore(state as State),
    },
  };
}

/** The settings of a set, made when there are none. */
export function setSettings(namespace: Namespace, name: string): Settings {
  let settings = namespace.setSettings.get(name);
  if (settings === undefined) {
    settings = new Settings(SET_SETTINGS);
    namespace.setSettings.set(name, settings);
  }
  return settings;
}

function revisionOf(
  { service, network }: NodeSettings,
  namespaces: ReadonlyMap<string, Namespace>,
): number {
  let revision = service.revision + network.revision;
  for (const namespace of namespaces.values()) {
    revision += namespace.settings.revision;
    for (const settings of namespace.setSettings.values()) revision += settings.revision;
  }
  return revision;
}

function capture(
  { service, network }: NodeSettings,
  namespaces: ReadonlyMap<string, Namespace>,
): State {
  return {
    service: service.capture(),
    network: network.capture(),
    namespaces: Object.fromEntries(
      [...namespaces.values()].map((namespace) => [
        namespace.name,
        {
          own: namespace.settings.capture(),
          sets: Object.fromEntries(
            [...namespace.setSettings].map(([name, each]) => [name, each.capture()]),
          ),
        },
      ]),
    ),
  };
}
