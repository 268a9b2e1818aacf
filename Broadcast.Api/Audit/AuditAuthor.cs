using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Audit;

/// <summary>Who makes the present call; outside of calls the host itself, at its start.</summary>
internal sealed class AuditAuthor(IHttpContextAccessor calls)
{
    public EventAuthor Current => calls.HttpContext is not { User: var user } ? Actor.Rule(Rules.HostStart).Author
        : MachineCaller.NameOf(user) is { } machine ? new EventAuthor { Id = ViewerId.Parse(machine), Name = machine }
        : Caller.From(user) is { } caller ? Actor.Of(caller).Author
        : Actor.Rule(Rules.CallerUnsigned).Author;
}
