using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Yours;

/// <summary>The data of an entry of an inbox. Its name on the wire is in <see cref="YoursEvent.Type"/>.</summary>
public interface IYoursData;

/// <summary>
/// <c>prize.won</c>: the person was drawn for a question. Stored once the question is revealed and not before; a voided question gives none.
/// </summary>
public sealed record PrizeWon : IYoursData
{
    public required QuestionId Question { get; init; }

    public required StageId Stage { get; init; }

    /// <summary>The question's text.</summary>
    public required string Text { get; init; }

    /// <summary>The product that was won; absent when the question named none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProductCard? Prize { get; init; }

    /// <summary>From 1, in the order of the draw.</summary>
    public required int Rank { get; init; }
}

/// <summary><c>prize.shipped</c>: the person's prize is on its way. Its sender has said so.</summary>
public sealed record PrizeShipped : IYoursData
{
    public required QuestionId Question { get; init; }

    public required StageId Stage { get; init; }

    /// <summary>The question's text.</summary>
    public required string Text { get; init; }

    /// <summary>The product; absent when the question named none, or it is no longer in the catalogue.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProductCard? Prize { get; init; }

    public required string Carrier { get; init; }

    /// <summary>The carrier's number.</summary>
    public required string Tracking { get; init; }
}
