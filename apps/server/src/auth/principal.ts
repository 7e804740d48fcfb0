/** Who a request was authenticated as. */

import type { Request } from 'express';

export interface Principal {
  /** For the audit log: the e-mail, or `api-key:<name>`. */
  actor: string;
  email: string;
  role: 'admin';
  via: 'session' | 'api-key';
}

/** The guard puts the principal there. */
export interface AuthenticatedRequest extends Request {
  principal?: Principal;
}
