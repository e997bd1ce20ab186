/** News between the parts of the page. A part says what happened; who draws it listens. */

/** @type {Map<string, Set<(news: any) => void>>} */
const listeners = new Map();

/**
 * @param {string} topic
 * @param {(news: any) => void} hear
 * @returns {() => void} stops listening
 */
export function on(topic, hear) {
  const hearing = listeners.get(topic) ?? new Set();
  listeners.set(topic, hearing.add(hear));
  return () => hearing.delete(hear);
}

export function tell(topic, news) {
  for (const hear of [...(listeners.get(topic) ?? [])]) hear(news);
}
