import {
  decodeInfoRequest,
  type Frame,
  FrameSplitter,
  type Message,
  ProtoType,
  readAdminMessages,
  readMessages,
  WireError,
} from '@aeroform/protocol';
import { areas, readScenarios, type Step } from '../../../../test/conformance/replayer/scenario.js';
import recordedInfo from '../../test/info/recorded-answers.json';
import { type Subject, subjectOf } from '../subject.js';
import { requestSubjects } from './count-request.js';
import { Usage } from './usage.js';

/**
 * What the exchanges use that were recorded on the real server: those of `test/conformance`, and the info
 * commands of `test/info`. Tests compare embedded with every one of them, so that what is counted here is
 * known to be answered the same.
 */
export function readRecordedUsage(): Usage {
  const usage = new Usage();
  for (const { steps } of areas().flatMap((area) => readScenarios(area))) {
    for (const step of steps.filter(({ setup }) => !setup)) countStep(step, usage);
  }
  for (const [command] of recordedInfo as [string, string][]) {
    usage.add(new Set([infoSubject(command)]));
  }
  return usage;
}

function countStep({ request, answer }: Step, usage: Usage): void {
  const answers = splitFrames(answer).flatMap(messagesOf);
  const resultCodes = answers.map(({ header }) => header.resultCode);
  const subjects = new Set<Subject>();
  for (const frame of splitFrames(request)) {
    const type = subjectOf('frame', frame.type);
    if (type !== undefined) subjects.add(type);
    for (const subject of frameSubjects(frame)) subjects.add(subject);
  }
  usage.add(subjects, resultCodes);
  usage.add(answerSubjects(answers));
}

function frameSubjects(frame: Frame): Subject[] {
  if (frame.type === ProtoType.info) return infoSubjects(frame.body);
  if (frame.type === ProtoType.admin) return adminSubjects(frame.body);
  return messagesOf(frame).flatMap((message) => [...requestSubjects(message)]);
}

function infoSubjects(body: Buffer): Subject[] {
  const lines = decodeInfoRequest(body);
  return lines.map(infoSubject);
}

function infoSubject(line: string): Subject {
  return `info:${line.split(/[/:;]/, 1)[0] as string}`;
}

function adminSubjects(body: Buffer): Subject[] {
  const messages = unlessMalformed(() => readAdminMessages(body)) ?? [];
  return messages.flatMap(({ command, fields }) => [
    ...present(subjectOf('admin', command)),
    ...fields.flatMap(({ type }) => present(subjectOf('adminField', type))),
  ]);
}

/** What answers hold: result codes, fields, and the particles of bins. */
function answerSubjects(answers: readonly Message[]): Set<Subject> {
  return new Set(
    answers.flatMap(({ header, fields, ops }) => [
      ...present(subjectOf('resultCode', header.resultCode)),
      ...fields.flatMap(({ type }) => present(subjectOf('field', type))),
      ...ops.flatMap(({ particleType }) => present(subjectOf('particle', particleType))),
    ]),
  );
}

function messagesOf({ type, body }: Frame): Message[] {
  if (type !== ProtoType.message) return [];
  return unlessMalformed(() => readMessages(body)) ?? [];
}

/** The frames at the start of some bytes: some recorded requests are none. */
function splitFrames(bytes: Buffer): Frame[] {
  return unlessMalformed(() => new FrameSplitter().push(bytes)) ?? [];
}

function present(subject: Subject | undefined): Subject[] {
  return subject === undefined ? [] : [subject];
}

function unlessMalformed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
