/** Whether this Node.js is new enough. */

import type { Text } from '../messages/text.js';
import { failed, fine, type Finding } from './finding.js';

const OLDEST = [20, 19] as const;
const EXIT_CODE = 13;

export function checkNode(version: string, text: Text): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  const words = { name: 'Node.js', message: version };
  if (isNewEnough) return fine(words);
  return failed(EXIT_CODE, { ...words, hint: text('doctor.node.hint', { version: OLDEST.join('.') }) });
}
