using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Orders;

/// <summary>An order to the book of prizes in Api, carried on a Redis stream. One that is not carried out within 2 s is dropped.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PromisePrize), "promise")]
[JsonDerivedType(typeof(GiveBackPrize), "giveBack")]
public abstract record PrizeOrder;

/// <summary>
/// Promises units of a product to a question that is about to be asked. A second one with the same key gets the question of the first.
/// Refused with <c>quiz.prize</c> when so many are not there. A product whose stock nobody counts is always there.
/// </summary>
public sealed record PromisePrize : PrizeOrder
{
    /// <summary>The same when the command is repeated.</summary>
    public required string Key { get; init; }

    public required QuestionId Question { get; init; }

    public required ProductId Product { get; init; }

    public required int Units { get; init; }

    /// <summary>Who asks the question; null from an older build.</summary>
    public EventAuthor? By { get; init; }
}

/// <summary>Gives back what was promised to a question that was not asked after all.</summary>
public sealed record GiveBackPrize : PrizeOrder
{
    public required QuestionId Question { get; init; }

    /// <inheritdoc cref="PromisePrize.By"/>
    public EventAuthor? By { get; init; }
}

/// <summary>The answer of the book of prizes. <see cref="Code"/> is null on success, else a stable error code.</summary>
public sealed record PrizeReply
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>The question to which the units are promised.</summary>
    public QuestionId? Question { get; init; }
}
