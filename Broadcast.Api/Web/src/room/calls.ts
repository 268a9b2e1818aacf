import type { AnswerResult, Appended, PollDraft, PollOpenedReply, QuestionDraft, QuestionOpenedReply, RestrictionDraft, RoomHub, RoomMode } from './contracts';
import type { Answer } from './hubLink';
import { freshId } from './ids';

/** The calls of the hub that a room only passes on. They throw `RoomRefusal`. */
export abstract class RoomCalls {
  /** The room's id, which is its channel's. */
  abstract get id(): string;

  protected abstract call<Method extends keyof RoomHub>(method: Method, ...args: Parameters<RoomHub[Method]>): Promise<Answer<Method>>;

  like(count: number): Promise<void> {
    return this.call('Like', count);
  }

  answer(question: string, option: number): Promise<AnswerResult> {
    return this.call('Answer', question, option);
  }

  pin(stage: string, product: string): Promise<Appended> {
    return this.call('Pin', stage, product, freshId());
  }

  unpin(stage: string): Promise<void> {
    return this.call('Unpin', stage);
  }

  openQuestion(stage: string, question: QuestionDraft): Promise<QuestionOpenedReply> {
    return this.call('OpenQuestion', stage, question, freshId());
  }

  openQuestionNow(id: string): Promise<void> {
    return this.call('OpenQuestionNow', id);
  }

  cancelQuestion(id: string): Promise<void> {
    return this.call('CancelQuestion', id);
  }

  vote(poll: string, option: number): Promise<void> {
    return this.call('Vote', poll, option);
  }

  openPoll(stage: string, poll: PollDraft): Promise<PollOpenedReply> {
    return this.call('OpenPoll', stage, poll, freshId());
  }

  openPollNow(id: string): Promise<void> {
    return this.call('OpenPollNow', id);
  }

  cancelPoll(id: string): Promise<void> {
    return this.call('CancelPoll', id);
  }

  closePoll(id: string): Promise<void> {
    return this.call('ClosePoll', id);
  }

  /** Says which option is right, while the question runs or waits for it. */
  markAnswer(id: string, option: number): Promise<void> {
    return this.call('MarkAnswer', id, option);
  }

  /** Calls a running question off. */
  voidQuestion(id: string): Promise<void> {
    return this.call('VoidQuestion', id);
  }

  pauseQuestion(id: string): Promise<void> {
    return this.call('PauseQuestion', id);
  }

  resumeQuestion(id: string): Promise<void> {
    return this.call('ResumeQuestion', id);
  }

  closeQuestion(id: string): Promise<void> {
    return this.call('CloseQuestion', id);
  }

  reveal(id: string): Promise<void> {
    return this.call('Reveal', id);
  }

  removeMessage(offset: number, reason?: string): Promise<void> {
    return this.call('RemoveMessage', this.id, offset, reason ?? null);
  }

  restrict(viewer: string, restriction: RestrictionDraft): Promise<void> {
    return this.call('Restrict', this.id, viewer, restriction);
  }

  lift(viewer: string): Promise<void> {
    return this.call('Lift', this.id, viewer);
  }

  setMode(mode: RoomMode): Promise<void> {
    return this.call('SetMode', this.id, mode);
  }

  review(held: string, approve: boolean): Promise<void> {
    return this.call('Review', this.id, held, approve);
  }
}
