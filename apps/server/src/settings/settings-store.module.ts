/** The settings in force, for every feature that follows them. */

import { Global, Module } from '@nestjs/common';

import { SettingsStore } from './settings-store.service.js';

@Global()
@Module({ providers: [SettingsStore], exports: [SettingsStore] })
export class SettingsStoreModule {}
