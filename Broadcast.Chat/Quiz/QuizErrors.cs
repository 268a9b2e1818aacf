using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Quiz;

/// <summary>Why a question, an answer or a reveal is refused.</summary>
internal static class QuizErrors
{
    public static readonly Error Text = new("quiz.text", "A question has 1-200 characters.", ErrorKind.Invalid, "Write a question of 1 to 200 characters.");
    public static readonly Error Options = new("quiz.options", "A question has 2-6 options of 1-80 characters.", ErrorKind.Invalid, "Give 2 to 6 options of 1 to 80 characters.");
    public static readonly Error Answer = new("quiz.answer", "The right answer must be the index of an option.", ErrorKind.Invalid, "Send the index of the right option, from 0.");
    public static readonly Error Seconds = new("quiz.seconds", "The window has 3-300 seconds.", ErrorKind.Invalid, "Send 3 to 300 seconds.");
    public static readonly Error Winners = new("quiz.winners", "0-100 winners can be drawn.", ErrorKind.Invalid, "Send 0 to 100 winners.");
    public static readonly Error Strength = new("quiz.strength", "Winning takes the proof email, telephone, issuer or villager.", ErrorKind.Invalid, "Send 'strength' as email, telephone, issuer or villager, or leave it out for telephone.");
    public static readonly Error Busy = new("quiz.busy", "Another question of this stage is open.", ErrorKind.Conflict, "Close the open question first.");
    public static readonly Error Unknown = new("quiz.unknown", "There is no such question.", ErrorKind.Unknown, "Take the question that the room shows.");
    public static readonly Error Option = new("quiz.option", "There is no such option.", ErrorKind.Invalid, "Send the index of an option, from 0.");
    public static readonly Error Closed = new("quiz.closed", "The question is closed.", ErrorKind.Conflict, "Wait for the next question.");
    public static readonly Error Paused = new("quiz.paused", "The question is paused.", ErrorKind.Conflict, "Wait until it goes on, and answer then.");
    public static readonly Error Answered = new("quiz.answered", "You have answered this question.", ErrorKind.Conflict, "Wait for the result: the first answer counts.");
    public static readonly Error Open = new("quiz.open", "The question is still open.", ErrorKind.Conflict, "Close the question first.");
    public static readonly Error Unmarked = new("quiz.unmarked", "The right option is not marked.", ErrorKind.Conflict, "Mark the right option, and reveal then.");
    public static readonly Error Voided = new("quiz.voided", "The question was voided: it was called off, or part of its answers was lost.", ErrorKind.Conflict, "Ask the question again.");
}
