using Broadcast.Api.Facts;

namespace Broadcast.Api.Persons;

internal static class PersonsModule
{
    public static void AddPersons(this IHostApplicationBuilder builder) => builder.AddFacts<RevokedPersonFacts>();
}
