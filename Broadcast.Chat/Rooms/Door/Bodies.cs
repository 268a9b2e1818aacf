using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Quiz;

namespace Broadcast.Chat.Rooms.Door;

/// <summary>What is to be pinned.</summary>
/// <param name="ProductId">A product of the catalogue.</param>
/// <param name="Id">Made by the client; repeating it has one effect.</param>
internal sealed record PinBody(string? ProductId, string? Id);

/// <summary>A question as it comes over HTTP; what is missing gets the code of the rule that it breaks.</summary>
internal sealed record QuestionBody(
    string? Text, IReadOnlyList<string>? Options, int? Answer, int? Seconds, int? Winners, string? ProductId, string? Id)
{
    public Result<QuestionDraft> Draft()
    {
        ProductId? prize = null;
        if (ProductId is not null)
        {
            if (!Contracts.ProductId.TryParse(ProductId, null, out var product))
                return PinErrors.ProductUnknown;
            prize = product;
        }

        return DraftRules.Check(new QuestionDraft
        {
            Text = Text ?? "",
            Options = Options ?? [],
            Answer = Answer ?? -1,
            Seconds = Seconds ?? 0,
            Winners = Winners ?? 1,
            ProductId = prize,
        });
    }
}
