/** The starter's configuration: where Temporal is. Everything else comes with the message. */
import { z } from 'zod';
import { readSettings, type TemporalSettings } from '../settings';

/** @throws SettingsError that names every problem at once */
export function loadStarterConfig(environment = process.env): TemporalSettings {
  return readSettings(z.object({}), environment).temporal;
}
