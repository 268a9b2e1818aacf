namespace Broadcast.Chat.Contracts.Events;

/// <summary>The names of events on the wire. Add-only.</summary>
public static class EventTypes
{
    public const string Chat = "chat";
    public const string ChatRemoved = "chat.removed";
    public const string RoomMode = "room.mode";
    public const string Pin = "pin";
    public const string Unpin = "unpin";
    public const string QuestionScheduled = "question.scheduled";
    public const string QuestionCancelled = "question.cancelled";
    public const string QuestionOpened = "question.opened";
    public const string QuestionPaused = "question.paused";
    public const string QuestionResumed = "question.resumed";
    public const string QuestionClosed = "question.closed";
    public const string QuestionRevealed = "question.revealed";
    public const string QuestionVoided = "question.voided";
    public const string PollScheduled = "poll.scheduled";
    public const string PollCancelled = "poll.cancelled";
    public const string PollOpened = "poll.opened";
    public const string PollRevealed = "poll.revealed";
    public const string PollVoided = "poll.voided";
    public const string VoteScheduled = "vote.scheduled";
    public const string VoteOpened = "vote.opened";
    public const string VotePaused = "vote.paused";
    public const string VoteResumed = "vote.resumed";
    public const string VoteClosed = "vote.closed";
    public const string VoteSettled = "vote.settled";
    public const string VoteVoided = "vote.voided";
    public const string OnAir = "onair";
    public const string Slate = "slate";
}
