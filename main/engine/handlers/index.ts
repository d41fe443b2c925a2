import type { OperationName } from '../../../shared/contract/operations';
import { exportAudit } from '../audit/export';
import { listAudit } from '../audit/list';
import { stopVerifying, verificationProgress, verifyAudit } from '../audit/verify';
import { createBackup, listBackups, restoreBackup } from '../backups/backup-handlers';
import { listNotices, seeNotice } from '../backups/notice-handlers';
import type { Handler, PublicHandler } from '../parts';
import { getActivity } from './activity';
import { moveSecretKey } from './secret-key';
import { collectSecret } from './collect';
import { approveRequest, cancelRequest, createRequest, rejectRequest } from './commands';
import { decideSeveral } from './decisions';
import { importDeposits, recordDeposit } from './deposits';
import { createDevice, endOneSession, listDevices, listSessions, revokeDevice } from './devices';
import { acceptInvitation, askPasskey, confirmPasskey, confirmTotp, showTotp } from './enrolment';
import {
  addPasskey,
  addTotp,
  beginPasskey,
  beginTotp,
  listFactors,
  newRecoveryCodes,
  removeFactor,
  renameFactor,
} from './factors';
import { applyGovernance, exportGovernance, planGovernance } from './governance';
import { createOrganization } from './organization';
import { changePassword } from './password';
import {
  getHealth,
  getMember,
  getOrganization,
  getServiceUser,
  listAccounts,
  listAddresses,
  listAssets,
  listMembers,
  listPolicies,
  listPolicyVersions,
  listPostings,
  listRoles,
  listServiceUsers,
} from './reading';
import { countRequests, getRequest, listRequests } from './requests';
import {
  askPasskeyToSignIn,
  askPasskeyToStepUp,
  endSession,
  getSession,
  signIn,
  stepUpSession,
  touchSession,
} from './session';
import { authorize, simulateChanges } from './what-if';

type PublicName =
  | 'health.get'
  | 'organization.create'
  | 'invitations.accept'
  | 'enrolment.totpOptions'
  | 'enrolment.totp'
  | 'enrolment.passkeyOptions'
  | 'enrolment.passkey'
  | 'session.create'
  | 'session.passkeyOptions';

export const publicHandlers: { [N in PublicName]: PublicHandler<N> } = {
  'health.get': getHealth,
  'organization.create': createOrganization,
  'invitations.accept': acceptInvitation,
  'enrolment.totpOptions': showTotp,
  'enrolment.totp': confirmTotp,
  'enrolment.passkeyOptions': askPasskey,
  'enrolment.passkey': confirmPasskey,
  'session.create': signIn,
  'session.passkeyOptions': askPasskeyToSignIn,
};

export const handlers: { [N in Exclude<OperationName, PublicName>]: Handler<N> } = {
  'session.get': getSession,
  'session.touch': touchSession,
  'session.stepUpOptions': askPasskeyToStepUp,
  'session.stepUp': stepUpSession,
  'factors.list': listFactors,
  'factors.beginTotp': beginTotp,
  'factors.addTotp': addTotp,
  'factors.beginPasskey': beginPasskey,
  'factors.addPasskey': addPasskey,
  'factors.rename': renameFactor,
  'factors.remove': removeFactor,
  'recoveryCodes.create': newRecoveryCodes,
  'password.change': changePassword,
  'sessions.list': listSessions,
  'sessions.end': endOneSession,
  'devices.create': createDevice,
  'devices.list': listDevices,
  'devices.revoke': revokeDevice,
  'session.delete': endSession,
  'organization.get': getOrganization,
  'members.list': listMembers,
  'members.get': getMember,
  'serviceUsers.list': listServiceUsers,
  'serviceUsers.get': getServiceUser,
  'roles.list': listRoles,
  'accounts.list': listAccounts,
  'accounts.addresses': listAddresses,
  'accounts.postings': listPostings,
  'assets.list': listAssets,
  'policies.list': listPolicies,
  'policies.versions': listPolicyVersions,
  'requests.list': listRequests,
  'requests.counts': countRequests,
  'activity.get': getActivity,
  'requests.get': getRequest,
  'requests.create': createRequest,
  'requests.approve': approveRequest,
  'requests.reject': rejectRequest,
  'requests.cancel': cancelRequest,
  'requests.collect': collectSecret,
  'decisions.create': decideSeveral,
  authorize,
  simulate: simulateChanges,
  'governance.file': exportGovernance,
  'governance.plan': planGovernance,
  'governance.apply': applyGovernance,
  'ledger.deposit': recordDeposit,
  'ledger.import': importDeposits,
  'audit.list': listAudit,
  'audit.export': exportAudit,
  'audit.verify': verifyAudit,
  'audit.verification': verificationProgress,
  'audit.stopVerifying': stopVerifying,
  'backups.list': listBackups,
  'backups.create': createBackup,
  'backups.restore': restoreBackup,
  'secretKey.move': moveSecretKey,
  'notices.list': listNotices,
  'notices.seen': seeNotice,
};
