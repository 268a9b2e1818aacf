using System.Reflection;
using Broadcast.Api;
using Broadcast.Chat;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest;
using LiveFestival.Tests.Architecture;
using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>Every error code is defined once, is in the catalogue, and is known to the pages.</summary>
internal sealed class ErrorCatalogueTests
{
    private static readonly IReadOnlyList<Error> Catalogue = [.. ChatModule.Errors, .. IngestModule.Errors, .. ApiModule.Errors];
    private static readonly string Codes = Path.Combine(Repository.Root, "Broadcast.Api/Web/src/api/errorCodes.ts");

    [Test]
    public void A_code_is_defined_once_and_says_what_is_wrong_and_what_to_do()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Catalogue.Select(error => error.Code), Is.Unique);
            Assert.That(Catalogue.Select(error => error.Code), Has.All.Match("^[a-z_]+([.][a-z_]+)?$"));
            Assert.That(Catalogue.Where(error => error.Message.Length == 0 || error.Remedy.Length == 0), Is.Empty);
        });
    }

    [Test]
    public void Every_error_is_in_the_catalogue()
    {
        var defined = new[] { typeof(ChatModule), typeof(IngestModule), typeof(ApiModule) }
            .SelectMany(module => module.Assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Error))
            .Select(field => ((Error)field.GetValue(null)!).Code);

        Assert.That(defined.Distinct(StringComparer.Ordinal), Is.EquivalentTo(Catalogue.Select(error => error.Code)));
    }

    [Test]
    public void Errors_are_made_only_in_the_lists_of_their_features()
    {
        var elsewhere = FloorPlan.OfProjects().SelectMany(plan => CodeReferences.Files(plan.Project))
            .Where(file => file.Text.Contains(", ErrorKind.", StringComparison.Ordinal) && !file.Path.EndsWith("Errors.cs", StringComparison.Ordinal));

        Assert.That(elsewhere.Select(file => file.Path), Is.Empty);
    }

    [Test]
    public async Task The_pages_know_the_same_codes()
    {
        var written = $$"""
            /** Every code that a service refuses with, written from the C# errors by `deploy/contracts.sh`: change it there. A test compares. */
            export type ErrorCode =
            {{string.Join("\n", Catalogue.Select(error => error.Code).Order(StringComparer.Ordinal).Select(code => $"  | '{code}'"))}};

            """;
        if (Environment.GetEnvironmentVariable("WRITE_CONTRACTS") == "1")
            await File.WriteAllTextAsync(Codes, written);

        Assert.That(await File.ReadAllTextAsync(Codes), Is.EqualTo(written), "run deploy/contracts.sh to write it again");
    }
}
