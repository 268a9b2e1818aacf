using System.Collections.Frozen;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Spine.Facts;

/// <summary>One immutable copy of the facts, indexed for look-ups.</summary>
internal sealed class FactsView(FestivalFacts facts)
{
    private readonly FrozenDictionary<StageId, StageFact> _stages = facts.Stages.ToFrozenDictionary(stage => stage.Id);
    private readonly FrozenDictionary<string, StageFact> _byKeyDigest = facts.Stages.ToFrozenDictionary(stage => stage.KeyDigest, StringComparer.Ordinal);
    private readonly FrozenDictionary<ChannelId, RelayFact> _relays = facts.Relays.ToFrozenDictionary(relay => relay.Channel);
    private readonly FrozenDictionary<ProductId, ProductCard> _products = facts.Products.ToFrozenDictionary(product => product.Id);

    private readonly ILookup<ViewerId, RestrictionFact> _restrictions = facts.Restrictions.ToLookup(restriction => restriction.Viewer);
    private readonly FrozenDictionary<RoomId, ModeFact> _modes = facts.Modes.ToFrozenDictionary(mode => mode.Room);
    private readonly FrozenDictionary<StageId, PinFact> _pins = facts.Pins.ToFrozenDictionary(pin => pin.Stage);
    private readonly FrozenDictionary<FestivalId, IReadOnlyList<string>> _guests = facts.Guests.ToFrozenDictionary(guests => guests.Festival, guests => guests.Rights);
    private readonly FrozenSet<string> _revoked = facts.RevokedSessions.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenDictionary<ViewerId, long> _revokedPersons = facts.RevokedPersons.ToFrozenDictionary(person => person.Viewer, person => person.IssuedUntil);

    public FestivalFacts Facts { get; } = facts;

    /// <summary>False until the first document was read. An empty database has one too: its revisions begin with 1.</summary>
    public bool HaveCome => Facts.Revision > 0;

    public StageFact? Stage(StageId id) => _stages.GetValueOrDefault(id);

    public StageFact? StageByKeyDigest(string digest) => _byKeyDigest.GetValueOrDefault(digest);

    public RelayFact? Relay(ChannelId id) => _relays.GetValueOrDefault(id);

    public ProductCard? Product(ProductId id) => _products.GetValueOrDefault(id);

    /// <summary>The mode that moderators have set in the room; null when nobody has.</summary>
    public ModeFact? Mode(RoomId room) => _modes.GetValueOrDefault(room);

    /// <summary>What an operator lets guests do in the room; null where nobody has decided it.</summary>
    public IReadOnlyList<string>? Guests(RoomId room) =>
        (StageOf(room)?.Festival ?? (FestivalId.TryParse(room.Value, null, out var relay) ? relay : null)) is { } festival ? _guests.GetValueOrDefault(festival) : null;

    public PinFact? Pin(StageId stage) => _pins.GetValueOrDefault(stage);

    public bool IsRevoked(string session) => _revoked.Contains(session);

    /// <summary>Tokens of this person that were issued until then, Unix seconds, are revoked; null when none are.</summary>
    public long? RevokedUntil(ViewerId person) => _revokedPersons.TryGetValue(person, out var until) ? until : null;

    /// <summary>All rooms: those of the stages and of the relays.</summary>
    public IEnumerable<RoomId> Rooms => [.. Facts.Stages.Select(stage => stage.Id.Room), .. Facts.Relays.Select(relay => RoomId.Parse(relay.Channel.Value))];

    /// <summary>
    /// Whether a restriction of that kind holds for a person in a room at <paramref name="now"/>, Unix milliseconds; without a room, one that
    /// holds in all. One kind does not hide another: who is banned everywhere stays banned in a room that imposes less.
    /// </summary>
    public bool Restricts(string kind, ViewerId viewer, RoomId? room, long now) => _restrictions[viewer].Any(held => held.Kind == kind && Holds(held, room, now));

    /// <summary>
    /// The bans and shadows of a person in a room at <paramref name="now"/>, Unix milliseconds, the newest first; without a room, those that
    /// hold in all.
    /// </summary>
    public IEnumerable<RestrictionFact> Restrictions(ViewerId viewer, RoomId? room, long now) => _restrictions[viewer].Where(held => Holds(held, room, now));

    /// <summary>The bans and shadows of a person in any room at <paramref name="now"/>, Unix milliseconds.</summary>
    public IEnumerable<RestrictionFact> Restrictions(ViewerId viewer, long now) => _restrictions[viewer].Where(held => held.Until is null || held.Until > now);

    /// <summary>The bans and shadows in a room, also those whose time is over.</summary>
    public IEnumerable<RestrictionFact> RestrictedIn(RoomId room) => Facts.Restrictions.Where(held => held.Room is null || held.Room == room);

    /// <summary>False when the database has more restrictions than facts have place for.</summary>
    public bool HasEveryRestriction => Facts.Restrictions.Count < FestivalFacts.MostRestrictions;

    /// <summary>The stage whose room this is; null for a relay's room and for unknown rooms.</summary>
    public StageFact? StageOf(RoomId room) => StageId.TryParse(room.Value, null, out var id) ? Stage(id) : null;

    /// <summary>True when the room is a stage's or a relay's.</summary>
    public bool Knows(RoomId room) => StageOf(room) is not null || Relay(ChannelId.Parse(room.Value)) is not null;

    private static bool Holds(RestrictionFact held, RoomId? room, long now) =>
        (held.Room is null || held.Room == room) && (held.Until is null || held.Until > now);
}
