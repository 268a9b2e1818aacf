using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Broadcast.Api.Moderation;

/// <summary>Endpoints of the word list.</summary>
internal static class WordEndpoints
{
    public static void MapWords(this IEndpointRouteBuilder routes)
    {
        var words = routes.MapGroup("/api/v1/moderation/words").WithTags("Moderation").RequireAuthorization(ModerationModule.WordsPolicy);
        words.MapGet("/", ListAsync).WithName("ListWords").WithSummary("What may not be said just so, in all rooms. Operators, and moderators who may `words`.");
        words.MapPost("/", AddAsync).WithName("AddWord").TakesIdempotencyKey().WithSummary("Adds a word, or puts it in the place of another. Operators, and moderators who may `words`.")
            .WithDescription("The same text, whatever its case and width, is the same word: adding it again changes its action. With `replaces`, the word of that text becomes this one; 404 `words.unknown` when it is not there any more. With `from` too, the action that it was seen with, 409 `words.conflict` says with the present `word`, or null where it is gone, that somebody else was faster.");
        words.MapPost("/import", ImportAsync).WithName("ImportWords").TakesIdempotencyKey().WithSummary("Adds many words at once, or none. Operators, and moderators who may `words`.")
            .WithDescription("The words that are there stay; one that comes again gets the new action. If a word is wrong, `words.invalid` names its place in the list, from 0, as the field `words[0]`.")
            .WithMetadata(new RequestSizeLimitAttribute(WordListDraft.MaxBytes));
        words.MapPut("/", ReplaceAsync).WithName("ReplaceWords").WithSummary("Replaces the whole list, or changes nothing. Operators, and moderators who may `words`.")
            .WithDescription("If a word is wrong, `words.invalid` names its place in the list, from 0, and its fault. With the `revision` of the list that it was made from, 409 `words.conflict` says, with the present `list`, that somebody else has changed it meanwhile.")
            .WithMetadata(new RequestSizeLimitAttribute(WordListDraft.MaxBytes));
        words.MapDelete("/", RemoveAsync).WithName("RemoveWord").WithSummary("Removes the word with this text. Operators, and moderators who may `words`.");
    }

    private static async Task<Ok<WordsView>> ListAsync(FestivalDb database, HttpResponse response, CancellationToken cancellation)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await WordsView.ReadAsync(database, cancellation));
    }

    private static Task<Results<Ok<WordView>, ProblemHttpResult>> AddAsync(NewWord body, ClaimsPrincipal user, WordBook words, CancellationToken cancellation) =>
        words.AddAsync(body, AuthorOf(user), cancellation);

    private static async Task<Results<Ok<WordsAdded>, ProblemHttpResult>> ImportAsync(WordListDraft body, ClaimsPrincipal user, WordBook words, CancellationToken cancellation)
    {
        var added = await words.ImportAsync(body, AuthorOf(user), cancellation);
        return added.Failed ? added.Error.ToProblem() : TypedResults.Ok(added.Value);
    }

    private static Task<Results<Ok<WordsView>, ProblemHttpResult>> ReplaceAsync(WordListDraft body, ClaimsPrincipal user, WordBook words, CancellationToken cancellation) =>
        words.ReplaceAsync(body, AuthorOf(user), cancellation);

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string text, ClaimsPrincipal user, WordBook words, CancellationToken cancellation) =>
        await words.RemoveAsync(text, AuthorOf(user), cancellation) is { } refusal ? refusal.ToProblem() : TypedResults.NoContent();

    private static EventAuthor AuthorOf(ClaimsPrincipal user) => Actor.Of(Caller.From(user)!).Author;
}
