using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Polls;

/// <summary>Why a poll or a vote is refused.</summary>
internal static class PollErrors
{
    public static readonly Error Text = new("poll.text", "A poll has 1-200 characters.", ErrorKind.Invalid, "Write a text of 1 to 200 characters.");
    public static readonly Error Options = new("poll.options", "A poll has 2-6 options of 1-80 characters.", ErrorKind.Invalid, "Give 2 to 6 options of 1 to 80 characters.");
    public static readonly Error Seconds = new("poll.seconds", "A poll lasts 3-300 seconds.", ErrorKind.Invalid, "Send 3 to 300 seconds.");
    public static readonly Error Busy = new("poll.busy", "Another poll of this stage is open.", ErrorKind.Conflict, "Close the open poll first.");
    public static readonly Error Unknown = new("poll.unknown", "There is no such poll.", ErrorKind.Unknown, "Take the poll that the room shows.");
    public static readonly Error Option = new("poll.option", "There is no such option.", ErrorKind.Invalid, "Send the index of an option, from 0.");
    public static readonly Error Closed = new("poll.closed", "The poll is closed.", ErrorKind.Conflict, "Wait for the next poll.");
    public static readonly Error Voted = new("poll.voted", "You have voted in this poll.", ErrorKind.Conflict, "Wait for the result: the first vote counts.");
}
