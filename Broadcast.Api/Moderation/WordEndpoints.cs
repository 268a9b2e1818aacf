using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Moderation;

/// <summary>Endpoints of the word list. A change and its record in the audit trail are committed in one transaction.</summary>
internal static class WordEndpoints
{
    /// <summary>Name of the turn in which the list is changed.</summary>
    private const string Turn = "words";

    public static void MapWords(this IEndpointRouteBuilder routes)
    {
        var words = routes.MapGroup("/api/v1/moderation/words").WithTags("Moderation").RequireAuthorization(ModerationModule.WordsPolicy);
        words.MapGet("/", ListAsync).WithName("ListWords").WithSummary("What may not be said just so, in all rooms. Operators, and moderators who may `words`.");
        words.MapPost("/", AddAsync).WithName("AddWord").TakesIdempotencyKey().WithSummary("Adds a word. Operators, and moderators who may `words`.")
            .WithDescription("The same text, whatever its case and width, is the same word: adding it again changes its action.");
        words.MapPut("/", ReplaceAsync).WithName("ReplaceWords").WithSummary("Replaces the whole list, or changes nothing. Operators, and moderators who may `words`.")
            .WithDescription("If a word is wrong, `words.invalid` names its place in the list, from 0, and its fault.")
            .WithMetadata(new RequestSizeLimitAttribute(WordListDraft.MaxBytes));
        words.MapDelete("/", RemoveAsync).WithName("RemoveWord").WithSummary("Removes the word with this text. Operators, and moderators who may `words`.");
    }

    private static async Task<Ok<WordsView>> ListAsync(FestivalDb database, HttpResponse response, CancellationToken cancellation)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await ViewAsync(database, cancellation));
    }

    private static async Task<Results<Ok<WordView>, ProblemHttpResult>> AddAsync(
        WordDraft body, ClaimsPrincipal user, FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var by = Actor.Of(Caller.From(user)!).Author;
        var now = time.GetUtcNow();
        var read = body.Read(by.Name, now);
        if (read.Failed)
            return read.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        var word = await FindAsync(database, read.Value.Folded, cancellation);
        if (word?.Action == read.Value.Action)
            return TypedResults.Ok(WordView.Of(word));
        if (word is null && await database.ModeratedWords.CountAsync(cancellation) >= ModeratedWord.Most)
            return WordErrors.TooMany.ToProblem();

        var change = word is null ? WordChange.Added(read.Value) : WordChange.Changed(word, word.Text, read.Value.Action);
        if (word is null)
            database.Add(word = read.Value);
        else
            word.Action = read.Value.Action;
        await SaveAsync(database, by, now, [change], cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(WordView.Of(word));
    }

    private static async Task<Results<Ok<WordsView>, ProblemHttpResult>> ReplaceAsync(
        WordListDraft body, ClaimsPrincipal user, FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var by = Actor.Of(Caller.From(user)!).Author;
        var now = time.GetUtcNow();
        var read = body.Read(by.Name, now);
        if (read.Failed)
            return read.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        var known = await database.ModeratedWords.ToDictionaryAsync(word => word.Folded, StringComparer.Ordinal, cancellation);
        var changes = new List<string>();
        foreach (var word in known.Values.Where(word => !read.Value.ContainsKey(word.Folded)).OrderBy(word => word.Folded, StringComparer.Ordinal))
        {
            changes.Add(WordChange.Removed(word));
            database.Remove(word);
        }

        foreach (var word in read.Value.Values)
        {
            if (!known.TryGetValue(word.Folded, out var old))
            {
                changes.Add(WordChange.Added(word));
                database.Add(word);
            }
            else if (old.Text != word.Text || old.Action != word.Action)
            {
                changes.Add(WordChange.Changed(old, word.Text, word.Action));
                (old.Text, old.Action) = (word.Text, word.Action);
            }
        }

        await SaveAsync(database, by, now, changes, cancellation);
        var view = await ViewAsync(database, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(view);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string text, ClaimsPrincipal user, FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        if (await FindAsync(database, ModeratedWord.Fold(text), cancellation) is not { } word)
            return WordErrors.Unknown.ToProblem();

        database.Remove(word);
        await SaveAsync(database, Actor.Of(Caller.From(user)!).Author, time.GetUtcNow(), [WordChange.Removed(word)], cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static Task<ModeratedWord?> FindAsync(FestivalDb database, string folded, CancellationToken cancellation) =>
        database.ModeratedWords.SingleOrDefaultAsync(word => word.Folded == folded, cancellation);

    private static async Task<WordsView> ViewAsync(FestivalDb database, CancellationToken cancellation) =>
        new([.. (await database.ModeratedWords.AsNoTracking().ToListAsync(cancellation)).OrderBy(word => word.Folded, StringComparer.Ordinal).Select(WordView.Of)]);

    private static async Task SaveAsync(FestivalDb database, EventAuthor by, DateTimeOffset at, IReadOnlyCollection<string> changes, CancellationToken cancellation)
    {
        database.AddRange(ModerationRecord.OfWords(by, at, changes));
        await database.SaveChangesAsync(cancellation);
    }
}

/// <summary>How a change of a word is written in the audit trail.</summary>
internal static class WordChange
{
    public static string Added(ModeratedWord word) => $"+{word.Text} {word.Action}";

    public static string Removed(ModeratedWord word) => $"-{word.Text} {word.Action}";

    public static string Changed(ModeratedWord old, string text, string action) => $"{old.Text} {old.Action} → {(text == old.Text ? "" : $"{text} ")}{action}";
}
