/** Whether the native programs can be used, as the engine sees them. */

import type { LocalEngine } from '../local-engine.js';
import type { Text } from '../messages/text.js';
import { messageOf } from '../system-error.js';
import { failed, fine, type Finding } from './finding.js';

const EXIT_CODE = 13;

export async function checkTools(engine: LocalEngine, text: Text): Promise<Finding[]> {
  try {
    const reports = await engine.checkTools();
    return reports.map(({ name, version, problem }) =>
      problem === null
        ? fine({ name, message: version ?? text('doctor.tool.there') })
        : failed(EXIT_CODE, { name, message: problem }),
    );
  } catch (error) {
    return [failed(EXIT_CODE, { name: text('doctor.tools'), message: messageOf(error) })];
  }
}
