import { useTranslation } from 'react-i18next';
import { Button as LinkButton } from 'react-aria-components';
import type { PostingView } from '../../../shared/contract/money';
import type { AccountId } from '../../../shared/contract/primitives';
import { clockOrDay, exactTime } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { selectRequest } from '../../stores/queue-store';
import { Amount } from '../../ui/amount';
import { Button } from '../../ui/button';
import { usePostings } from './use-postings';

/** What comes in and what goes out; holding and releasing move nothing. */
const SIGN: Record<PostingView['kind'], string> = { deposit: '+', withdrawal: '−', hold: '', release: '' };

function PostingRow({ posting }: { posting: PostingView }) {
  const { t } = useTranslation();
  const now = useNow();
  const at = Date.parse(posting.at);
  const { requestId } = posting;
  return (
    <tr>
      <td>
        {t(`accounts.postings.kind.${posting.kind}`)}
        {posting.reference === undefined ? null : <span className="dim"> · {posting.reference}</span>}
        {requestId === undefined ? null : (
          <>
            {' '}
            <LinkButton className="link small" onPress={() => selectRequest(requestId)}>
              {t('accounts.postings.request')}
            </LinkButton>
          </>
        )}
      </td>
      <td className="dim nowrap num" title={exactTime(at)}>
        {clockOrDay(at, now)}
      </td>
      <td className={SIGN[posting.kind] === '' ? 'dim' : ''}>
        <span className="amt">{SIGN[posting.kind]}</span>
        <Amount value={posting.amount} asset={posting.asset} />
      </td>
    </tr>
  );
}

/** Every posting of the account, newest first. */
export function PostingList({ accountId }: { accountId: AccountId }) {
  const { t } = useTranslation();
  const { postings, hasMore, hasFailed, more } = usePostings(accountId);
  return (
    <section className="sect">
      <h3 className="h">{t('accounts.postings.title')}</h3>
      {hasFailed ? (
        <p className="t-bad" role="alert">
          {t('accounts.postings.failed')}
        </p>
      ) : null}
      {postings === null || postings.length === 0 ? (
        <p className="mid">{postings === null ? '' : t('accounts.postings.none')}</p>
      ) : (
        <table className="sums postings sel">
          <thead>
            <tr>
              <th scope="col">{t('accounts.postings.what')}</th>
              <th scope="col">{t('accounts.postings.when')}</th>
              <th scope="col">{t('accounts.postings.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {postings.map((posting) => (
              <PostingRow key={posting.id} posting={posting} />
            ))}
          </tbody>
        </table>
      )}
      {hasMore ? <Button onPress={() => void more()}>{t('accounts.postings.more')}</Button> : null}
    </section>
  );
}
