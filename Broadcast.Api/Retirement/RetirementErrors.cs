using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Retirement;

internal static class RetirementErrors
{
    public static readonly Error OnAir = new(
        "festival.on_air", "A slot of the festival's rundown is on.", ErrorKind.Conflict, "Wait for its end, or take the slots ('slots' in this answer) out of the rundown.");

    public static readonly Error Planned = new(
        "stage.planned", "The rundown has the stage on now, or later.", ErrorKind.Conflict, "Take the slots ('slots' in this answer) out of the rundown, or give them to another stage.");

    public static readonly Error Open = new(
        "stage.open", "A vote, a question or a poll is not over, or a prize is not decided.", ErrorKind.Conflict, "Close, cancel or void it first: nobody could take part any more.");
}
