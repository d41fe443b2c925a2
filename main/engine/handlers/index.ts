import type { OperationName } from '../../../shared/contract/operations';
import { listAudit } from '../audit/list';
import { stopVerifying, verificationProgress, verifyAudit } from '../audit/verify';
import type { Handler, PublicHandler } from '../parts';
import { collectSecret } from './collect';
import { approveRequest, cancelRequest, createRequest, rejectRequest } from './commands';
import { decideSeveral } from './decisions';
import { recordDeposit } from './deposits';
import { acceptInvitation, confirmTotp } from './enrolment';
import { createOrganization } from './organization';
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
import { endSession, getSession, signIn, stepUpSession, touchSession } from './session';
import { authorize, simulateChanges } from './what-if';

type PublicName =
  'health.get' | 'organization.create' | 'invitations.accept' | 'enrolment.totp' | 'session.create';

export const publicHandlers: { [N in PublicName]: PublicHandler<N> } = {
  'health.get': getHealth,
  'organization.create': createOrganization,
  'invitations.accept': acceptInvitation,
  'enrolment.totp': confirmTotp,
  'session.create': signIn,
};

export const handlers: { [N in Exclude<OperationName, PublicName>]: Handler<N> } = {
  'session.get': getSession,
  'session.touch': touchSession,
  'session.stepUp': stepUpSession,
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
  'requests.get': getRequest,
  'requests.create': createRequest,
  'requests.approve': approveRequest,
  'requests.reject': rejectRequest,
  'requests.cancel': cancelRequest,
  'requests.collect': collectSecret,
  'decisions.create': decideSeveral,
  authorize,
  simulate: simulateChanges,
  'ledger.deposit': recordDeposit,
  'audit.list': listAudit,
  'audit.verify': verifyAudit,
  'audit.verification': verificationProgress,
  'audit.stopVerifying': stopVerifying,
};
