using System.Text.RegularExpressions;
using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>Features do not know which database they run on.</summary>
public sealed partial class DatabaseTests
{
    /// <summary>Has a statement that all databases take as it stands: an upsert that returns.</summary>
    private const string OfBoth = "Broadcast.Api/Inbox/InboxBook.cs";

    [Test]
    public void No_database_of_one_maker_is_named_outside_Data()
    {
        var sources = ((string[])["Broadcast.Api", "Broadcast.Ingest", "Broadcast.Chat"])
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal))
            .ToList();

        Assert.That(sources, Has.Some.StartsWith("Broadcast.Api/Data/"));
        Assert.That(
            sources.Where(file => !file.StartsWith("Broadcast.Api/Data/", StringComparison.Ordinal) && file != OfBoth && Maker().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, file)))),
            Is.Empty);
    }

    [Test]
    public void A_transaction_that_writes_has_a_turn()
    {
        var starts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Broadcast.Api"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(Path.Combine(Repository.Root, file)).Contains("BeginTransactionAsync", StringComparison.Ordinal));

        Assert.That(
            starts,
            Is.EquivalentTo(
            [
                "Broadcast.Api/Data/FestivalDb.cs", "Broadcast.Api/Commits/GroupCommit.cs", "Broadcast.Api/Idempotency/IdempotentCalls.cs",
                // Carries out the transactions that the other files begin.
                "Broadcast.Api/Data/Sqlite/TransactionTurns.cs",
            ]),
            "one without a turn locks what it decides by, or leaves the decision to a constraint");
    }

    /// <summary>Classes and namespaces of a provider; words in texts and in paths of files are none.</summary>
    [GeneratedRegex(@"\b(Sqlite|Npgsql|Postgres)\w*(Exception|Connection|Db|Engine)\b|^using (Npgsql|Microsoft\.Data\.Sqlite)|ExecuteSql|FromSql|SqlQuery|UseSqlite|UseNpgsql", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Maker();
}
