using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Moderation;

/// <summary>Changes the word list. A change, its record in the trail of moderation and its note in the audit are one transaction.</summary>
internal sealed class WordBook(FestivalDb database, AuditBook audit, TimeProvider time)
{
    /// <summary>Name of the turn in which the list is changed.</summary>
    private const string Turn = "words";

    /// <summary>Adds a word, in the place of another one where it names one. The same text, whatever its case and width, is the same word.</summary>
    public async Task<Results<Ok<WordView>, ProblemHttpResult>> AddAsync(NewWord body, EventAuthor by, CancellationToken cancellation)
    {
        var read = body.Draft.Read(by.Name, time.GetUtcNow());
        if (read.Failed)
            return read.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        var known = await database.ModeratedWords.ToDictionaryAsync(word => word.Folded, StringComparer.Ordinal, cancellation);
        var changes = new List<WordChange>();
        if (body.Replaces is { } text && ModeratedWord.Fold(text) is var old)
        {
            var replaced = known.GetValueOrDefault(old);
            if (body.IsStale(replaced))
                return WordErrors.Changed.ToProblem(("word", replaced is null ? null : WordView.Of(replaced)));
            if (replaced is null)
                return WordErrors.Unknown.ToProblem();
            if (old != read.Value.Folded)
                changes.Add(Remove(known, replaced));
            else if (replaced.Text != read.Value.Text || replaced.Action != read.Value.Action)
                changes.Add(Change(replaced, read.Value.Text, read.Value.Action));
        }

        if (Add(known, read.Value) is { } added)
            changes.Add(added);
        if (known.Count > ModeratedWord.Most)
            return WordErrors.TooMany.ToProblem();

        await SaveAsync(by, changes, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(WordView.Of(known[read.Value.Folded]));
    }

    /// <summary>Adds all of the words, or none; those that are there get the action.</summary>
    public async Task<Result<WordsAdded>> ImportAsync(WordListDraft body, EventAuthor by, CancellationToken cancellation)
    {
        var read = body.Read(by.Name, time.GetUtcNow());
        if (read.Failed)
            return read.Error;

        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        var known = await database.ModeratedWords.ToDictionaryAsync(word => word.Folded, StringComparer.Ordinal, cancellation);
        List<WordChange> changes = [.. read.Value.Values.Select(word => Add(known, word)).OfType<WordChange>()];
        if (known.Count > ModeratedWord.Most)
            return WordErrors.TooMany;

        await SaveAsync(by, changes, cancellation);
        await transaction.CommitAsync(cancellation);
        return new WordsAdded(changes.Count(change => change.Before is null), changes.Count(change => change.Before is not null));
    }

    public async Task<Results<Ok<WordsView>, ProblemHttpResult>> ReplaceAsync(WordListDraft body, EventAuthor by, CancellationToken cancellation)
    {
        var read = body.Read(by.Name, time.GetUtcNow());
        if (read.Failed)
            return read.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        var known = await database.ModeratedWords.ToDictionaryAsync(word => word.Folded, StringComparer.Ordinal, cancellation);
        if (body.Revision is { } revision && WordsView.Of(known.Values) is var present && present.Revision != revision)
            return WordErrors.Changed.ToProblem(("list", present));

        List<WordChange> changes = [.. known.Values.Where(word => !read.Value.ContainsKey(word.Folded)).OrderBy(word => word.Folded, StringComparer.Ordinal).Select(word => Remove(known, word))];
        foreach (var word in read.Value.Values)
        {
            if (!known.TryGetValue(word.Folded, out var old))
                changes.Add(Add(known, word)!);
            else if (old.Text != word.Text || old.Action != word.Action)
                changes.Add(Change(old, word.Text, word.Action));
        }

        await SaveAsync(by, changes, cancellation);
        var view = await WordsView.ReadAsync(database, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(view);
    }

    /// <summary>Null when the word is not in the list any more.</summary>
    public async Task<Error?> RemoveAsync(string text, EventAuthor by, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        var folded = ModeratedWord.Fold(text);
        if (await database.ModeratedWords.SingleOrDefaultAsync(word => word.Folded == folded, cancellation) is not { } word)
            return WordErrors.Unknown;

        database.Remove(word);
        await SaveAsync(by, [new WordChange(WordChange.Of(word), After: null)], cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>Null when the word is there with this action. A word that is there keeps the text that it was entered with.</summary>
    private WordChange? Add(Dictionary<string, ModeratedWord> known, ModeratedWord word)
    {
        if (known.TryGetValue(word.Folded, out var old))
            return old.Action == word.Action ? null : Change(old, old.Text, word.Action);

        known.Add(word.Folded, database.Add(word).Entity);
        return new WordChange(Before: null, WordChange.Of(word));
    }

    private static WordChange Change(ModeratedWord word, string text, string action)
    {
        var before = WordChange.Of(word);
        (word.Text, word.Action) = (text, action);
        return new WordChange(before, WordChange.Of(word));
    }

    private WordChange Remove(Dictionary<string, ModeratedWord> known, ModeratedWord word)
    {
        known.Remove(word.Folded);
        database.Remove(word);
        return new WordChange(WordChange.Of(word), After: null);
    }

    private async Task SaveAsync(EventAuthor by, List<WordChange> changes, CancellationToken cancellation)
    {
        database.AddRange(ModerationRecord.OfWords(by, time.GetUtcNow(), changes.ConvertAll(change => change.Line)));
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAllAsync(AuditThings.Word, changes.Select(change => (change.Text, (object?)change.Before, (object?)change.After)), cancellation);
    }
}
