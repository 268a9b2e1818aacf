using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Pace;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Admission;

/// <summary>How many connections each person has on this node.</summary>
internal sealed class PeopleHere(IOptions<AdmissionOptions> options)
{
    private readonly KeyedCounts<ViewerId> _connections = new(options.Value.PerPerson);

    /// <summary>False when the person has as many connections as are allowed; else <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(ViewerId person) => _connections.TryEnter(person);

    public void Leave(ViewerId person) => _connections.Leave(person);
}
