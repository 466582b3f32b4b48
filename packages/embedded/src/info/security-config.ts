import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { isSessionTtl } from '../security/security-options.js';
import { InfoError, type InfoParams } from './info-params.js';

/** The configuration of security; empty when it is off. */
export function securityConfig({ security }: Node): Readonly<Record<string, string>> {
  if (security === undefined) return {};
  const { settings, sessionTtl } = security.access;
  return {
    'enable-quotas': String(settings.enableQuotas),
    'session-ttl': String(sessionTtl),
  };
}

/**
 * Changes the configuration of security.
 *
 * @returns false when the server refuses it.
 * @throws {InfoError} 25 in the Community Edition.
 */
export function setSecurityConfig({ edition, security }: Node, params: InfoParams): boolean {
  if (edition === 'community') throw new InfoError(ResultCode.ENTERPRISE_ONLY, 'enterprise only');
  const text = params.get('session-ttl') ?? '';
  if (security === undefined || !/^\d{1,9}$/.test(text) || !isSessionTtl(Number(text)))
    return false;
  security.access.sessionTtl = Number(text);
  return true;
}
