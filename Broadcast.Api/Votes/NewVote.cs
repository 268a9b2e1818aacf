using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;
using Broadcast.Chat.Spine.Windows;

namespace Broadcast.Api.Votes;

/// <summary>A vote as somebody of the staff makes it.</summary>
/// <param name="Title">1-200 characters.</param>
/// <param name="Options">2-50.</param>
/// <param name="Choices">How many options a ballot names: 1.</param>
/// <param name="OpensAt">When it opens; left out, it is opened by <c>POST …/open</c>.</param>
/// <param name="ClosesAt">Its end; or <c>seconds</c>.</param>
/// <param name="Seconds">How long it is open: 5 seconds to 90 days.</param>
/// <param name="Strength">The least proof of who votes: <c>email</c>, <c>telephone</c> (if left out) or <c>issuer</c>.</param>
/// <param name="Results">When the counts are shown: <c>live</c>, or <c>after</c> the end (if left out).</param>
internal sealed record NewVote(
    string? Title, IReadOnlyList<NewVoteOption?>? Options, int? Choices, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, int? Seconds, string? Strength, string? Results)
{
    private const int LongestTitle = 200;
    private const int LongestName = 80;
    private const int FewestOptions = 2;
    private const int MostOptions = 50;
    private const int Shortest = 5;
    private static readonly int Longest = (int)TimeSpan.FromDays(90).TotalSeconds;

    /// <param name="stage">The stage that the vote belongs to.</param>
    /// <param name="now">The time of the call.</param>
    /// <param name="grace">For how long after its end it takes ballots.</param>
    public Result<BookWindow> Read(StageId stage, DateTimeOffset now, TimeSpan grace)
    {
        if (PlainLine.Read(Title, LongestTitle) is not { } title)
            return VoteErrors.Invalid($"'title' must have 1-{LongestTitle} visible characters.");
        if (Options is not { Count: >= FewestOptions and <= MostOptions })
            return VoteErrors.Invalid($"'options' must have {FewestOptions}-{MostOptions} options.");
        var options = Options.Select(option => option?.Read(LongestName)).ToList();
        if (options.Contains(null))
            return VoteErrors.Invalid($"'options' must each have a 'name' of 1-{LongestName} visible characters, and may have a 'nameEn'.");
        if (Choices is not (null or 1))
            return VoteErrors.Invalid("'choices' must be 1.");
        if (Strength is not null && !Proofs.All.Contains(Strength, StringComparer.Ordinal))
            return VoteErrors.Invalid($"'strength' must be one of {string.Join(", ", Proofs.All)}.");
        if (Results is not null && !VoteResults.All.Contains(Results, StringComparer.Ordinal))
            return VoteErrors.Invalid($"'results' must be one of {string.Join(", ", VoteResults.All)}.");
        if (TimeFault(now) is { } fault)
            return VoteErrors.Invalid(fault);

        return new BookWindow
        {
            Id = $"{stage}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}",
            Kind = BookKinds.Vote,
            StageId = stage,
            OpensAt = OpensAt?.ToUnixTimeMilliseconds(),
            ClosesAt = ClosesAt?.ToUnixTimeMilliseconds(),
            Lasts = Seconds * 1000L,
            Grace = (long)grace.TotalMilliseconds,
            At = now.ToUnixTimeMilliseconds(),
            Values = options.Count,
            Strength = Strength ?? Proofs.Telephone,
            Counts = JsonSerializer.Serialize(new long[options.Count]),
            Document = new VoteDocument(title, [.. options.OfType<VoteOption>()], Results ?? VoteResults.After).Write(),
        };
    }

    private string? TimeFault(DateTimeOffset now)
    {
        if ((ClosesAt is null) == (Seconds is null))
            return "Send one of 'closesAt' and 'seconds'.";
        if (Seconds is { } seconds && (seconds < Shortest || seconds > Longest))
            return $"'seconds' must be {Shortest}-{Longest}.";
        if (OpensAt - now > TimeSpan.FromSeconds(Longest))
            return "'opensAt' must be within 90 days.";
        var opens = OpensAt is { } at && at > now ? at : now;
        return ClosesAt is { } closes && (closes <= opens || closes - opens > TimeSpan.FromSeconds(Longest)) ? "'closesAt' must be after 'opensAt' and now, and within 90 days of it." : null;
    }
}

/// <param name="Name">1-80 characters.</param>
/// <param name="NameEn">The same in English; may be left out.</param>
internal sealed record NewVoteOption(string? Name, string? NameEn)
{
    /// <summary>Null when it is not valid.</summary>
    public VoteOption? Read(int longest) =>
        PlainLine.Read(Name, longest) is { } name && PlainLine.ReadOptional(NameEn, longest) is { } english
            ? new VoteOption { Name = name, NameEn = english.Length > 0 ? english : null }
            : null;
}
