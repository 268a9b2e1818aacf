using TestKit;

namespace Broadcast.Chat.Tests.Contracts.TypeScript;

/// <summary>
/// The pages' TypeScript contracts match the C# ones. When WRITE_CONTRACTS is set, as by <c>deploy/contracts.sh</c>, the file is
/// written first.
/// </summary>
public sealed class TypeScriptContractsTests
{
    private static readonly string File = Path.Combine(Repository.Root, "Broadcast.Api", "Web", "src", "room", "contracts.ts");

    [Test]
    public async Task The_contracts_of_the_pages_are_those_of_the_services()
    {
        var contracts = TypeScriptContracts.Write();
        if (Environment.GetEnvironmentVariable("WRITE_CONTRACTS") is { Length: > 0 })
            await System.IO.File.WriteAllTextAsync(File, contracts);

        Assert.That(await System.IO.File.ReadAllTextAsync(File), Is.EqualTo(contracts), "run deploy/contracts.sh");
    }
}
