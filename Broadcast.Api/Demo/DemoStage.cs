namespace Broadcast.Api.Demo;

/// <summary>A stage of the demo.</summary>
/// <param name="Id">Also the id of its channel and of its room.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="NameEn">In English.</param>
/// <param name="Place">In Chinese.</param>
/// <param name="PlaceEn">In English.</param>
/// <param name="Shown">What is shown there, in Chinese.</param>
/// <param name="ShownEn">What is shown there, in English.</param>
/// <param name="Titles">Titles of its slots, used in turn, in Chinese and in English.</param>
internal sealed record DemoStage(
    string Id, string Name, string NameEn, string Place, string PlaceEn, string Shown, string ShownEn, IReadOnlyList<(string Name, string NameEn)> Titles);

/// <summary>A product of the demo; its price, in fen, is made up.</summary>
internal sealed record DemoProduct(string Id, string Stage, string Name, string NameEn, long Fen);
