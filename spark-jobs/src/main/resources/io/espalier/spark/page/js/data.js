/** The sweep's data: trials numbered in the order of the members, columns as lists. */

/** Base64 of gzip of JSON. */
export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), letter => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return sweepOf(await new Response(stream).json());
}

const IDENTITY = { name: "", format: "number", unit: "", meaning: "" };

export function sweepOf(raw) {
  const columns = new Map(raw.columns.map(column => [column.name, column]));
  let trial = 0;
  let id = 0;
  const fronts = raw.fronts.map((front, number) => {
    const members = front.members.map(member => {
      const trials = Array.from({ length: member.n }, (_, i) => trial + i);
      trial += member.n;
      return { ...member, id: id++, trials };
    });
    const axes = distinct(members.flatMap(member => Object.keys(member.axes))).filter(axis => axis !== "control");
    return { ...front, number, members, axes, controls: distinct(members.flatMap(m => Object.keys(m.verdicts))).sort() };
  });
  const members = fronts.flatMap(front => front.members);
  const ofTrial = [];
  members.forEach(member => member.trials.forEach(number => { ofTrial[number] = member; }));
  const sweep = { ...raw, fronts, members, byName: columns, ofTrial, means: new Map() };
  members.forEach(member => { member.best = bestTrial(sweep, member); member.key = raw.ids[member.best]; });
  return sweep;
}

function distinct(values) {
  return [...new Set(values)];
}

/** The seed with the least validation error, or what the task has in its place. */
function bestTrial(sweep, member) {
  const values = sweep.byName.get(member.chosenBy)?.values;
  const better = (a, b) => (values?.[b] ?? Infinity) < (values?.[a] ?? Infinity) ? b : a;
  return member.trials.reduce(better);
}

export function columnOf(sweep, name) {
  return sweep.byName.get(name) ?? { ...IDENTITY, name };
}

/** The mean over seeds; null where no seed has a value. */
export function mean(sweep, member, name) {
  let means = sweep.means.get(name);
  if (!means) {
    means = sweep.members.map(other => average(other.trials.map(trial => sweep.byName.get(name)?.values[trial])));
    sweep.means.set(name, means);
  }
  return means[member.id];
}

function average(values) {
  const present = values.filter(value => value !== null && value !== undefined);
  return present.length ? present.reduce((sum, value) => sum + value, 0) / present.length : null;
}

/** Half the confidence interval of the mean; null for one seed. */
export function margin(sweep, member, name) {
  return sweep.byName.get(name)?.margins[member.id] ?? null;
}

/** The member that a trial's id, or the beginning of one, belongs to. */
export function memberOf(sweep, id) {
  const number = id ? sweep.ids.findIndex(other => other.startsWith(id)) : -1;
  return number < 0 ? null : sweep.ofTrial[number];
}

/** Columns that differ between members: objectives first, then scores, then all else. */
export function variedColumns(sweep, front) {
  const objectives = front.objectives.map(objective => objective.column);
  const rank = column => objectives.includes(column.name) ? objectives.indexOf(column.name)
    : column.chosenBy ? 100 : column.reported ? 101 : /^test_/.test(column.name) ? 103 : 102;
  return sweep.columns
    .filter(column => objectives.includes(column.name) || varies(column.values))
    .map((column, i) => [rank(column), i, column])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(entry => entry[2]);
}

function varies(values) {
  const first = values.find(value => value !== null);
  return values.some(value => value !== null && value !== first);
}

/** -1 where less is better, 1 where more is, 0 where the sweep does not say. */
export function direction(front, name) {
  const plain = name.replace(/^test_/, "validation_");
  const objective = front.objectives.find(o => o.column === name || o.column === plain);
  return !objective ? 0 : objective.direction === "max" ? 1 : -1;
}

/** Of a member's axes those that the sweep varies, as text. */
export function label(member) {
  return Object.entries(member.axes)
    .filter(([axis]) => axis !== "control")
    .map(([axis, value]) => axis + "=" + (typeof value === "string" ? value : JSON.stringify(value)))
    .join(", ");
}
