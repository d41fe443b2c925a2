import { fault, type Refusal } from '../../../shared/domain/refusal';

/** Common passwords of twelve characters and more; shorter ones are refused anyway. Compared without case. */
const COMMON = new Set([
  'password1234',
  'passwordpassword',
  'password12345',
  'password123456',
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789123456789',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopasdf',
  'qwertyqwerty',
  'iloveyou1234',
  'administrator',
  'administrator1',
  'welcome12345',
  'letmein12345',
  'changeme1234',
  'correcthorsebatterystaple',
  'countersign1',
  'countersign123',
  'abcdefghijkl',
  'abcdefghijklmnop',
  'qazwsxedcrfv',
  '1qaz2wsx3edc',
  '1q2w3e4r5t6y',
  '987654321098',
  '111111111111',
  '000000000000',
]);

/** §9: at least twelve characters, the common ones refused. `path` is the field the fault is told for. */
export function checkNewPassword(password: string, path: string): Refusal | null {
  const characters = [...password];
  if (characters.length < 12) return fault(path, 'at least 12 characters');
  if (COMMON.has(password.toLowerCase()) || new Set(characters).size < 5)
    return fault(path, 'too common: choose one that nobody would guess');
  return null;
}
