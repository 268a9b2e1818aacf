using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Results;

/// <summary>
/// The draw of a question's winners, a pure function that anyone can repeat after the reveal: each entrant's digest is the SHA-256 of the
/// UTF-8 bytes of <c>seed:question:viewer</c>, with the seed in lower-case hex as revealed; the lowest digests, compared as lower-case hex,
/// win. The seed was committed to before the first answer, so nobody could choose it to suit an entrant.
/// </summary>
internal static class Draw
{
    /// <summary>All entrants in the order of the draw; the first ones are the winners. Each viewer counts once.</summary>
    public static IReadOnlyList<Drawn> Rank(string seed, QuestionId question, IEnumerable<Winner> entrants) =>
    [
        .. entrants
            .DistinctBy(entrant => entrant.Viewer)
            .Select(entrant => new Drawn(entrant, Digest(seed, question, entrant.Viewer)))
            .OrderBy(drawn => drawn.Digest, StringComparer.Ordinal)
            .ThenBy(drawn => drawn.Entrant.Viewer.Value, StringComparer.Ordinal),
    ];

    /// <summary>
    /// True when <paramref name="seed"/> (hex) is the one whose SHA-256 was shown as <paramref name="commitment"/> when the question
    /// opened.
    /// </summary>
    public static bool IsCommitted(string seed, string commitment)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(seed))) == commitment;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Digest(string seed, QuestionId question, ViewerId viewer) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{question}:{viewer}")));
}

/// <summary>An entrant with the digest that decides its rank.</summary>
internal sealed record Drawn(Winner Entrant, string Digest);
