/** The keys of the keyring, and a new one for the packages to come. */

import type { EncryptionKeysView, EncryptionKeyView } from '@holdfast/contract';
import { asHoldfastError, signingKeyPem, type Engine, type Keyring } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';

@Injectable()
export class EncryptionKeysService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly audit: AuditService,
    private readonly logger: JsonLogger,
  ) {}

  view(): EncryptionKeysView {
    const { keyring } = this.engine;
    return {
      isEncryptionEnabled: this.config.encryption.isEnabled,
      keyringPath: keyring.path,
      keys: keyring.keys().map(keyViewOf),
    };
  }

  /** @returns the new key; the old ones still open what was encrypted to them */
  async rotate(requester: Requester): Promise<EncryptionKeyView> {
    try {
      const key = await this.engine.rotateKey();
      this.logger.info('A new key was made for the packages to come', { keyId: key.id });
      await this.audit.record(requester, {
        action: 'encryption.rotate',
        target: key.id,
        outcome: 'success',
      });
      return keyViewOf(key);
    } catch (error) {
      const details = { errorCode: asHoldfastError(error).code };
      await this.audit.record(requester, {
        action: 'encryption.rotate',
        target: null,
        outcome: 'failure',
        details,
      });
      throw error;
    }
  }
}

function keyViewOf({
  id,
  createdAt,
  isCurrent,
  signingPublicKey,
}: ReturnType<Keyring['keys']>[number]): EncryptionKeyView {
  return { id, createdAt, isCurrent, signingPublicKey: signingKeyPem(signingPublicKey) };
}
