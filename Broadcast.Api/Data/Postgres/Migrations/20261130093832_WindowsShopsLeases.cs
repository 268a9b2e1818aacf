using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Broadcast.Api.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class WindowsShopsLeases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "StandingModes",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "KeyMadeBy",
                table: "Stages",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "Slots",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "ClosedBy",
                table: "QuestionResults",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "OpenedBy",
                table: "QuestionResults",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "PrizeReservations",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "PinIntervals",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "EndedBy",
                table: "PinIntervals",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "ByKind",
                table: "ModerationRecords",
                type: "text",
                maxLength: 20,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "ByWhy",
                table: "ModerationRecords",
                type: "text",
                maxLength: 256,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "BookEntries",
                columns: table => new
                {
                    Window = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Person = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Value = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Salt = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Digest = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookEntries", x => new { x.Window, x.Person });
                });

            migrationBuilder.CreateTable(
                name: "BookSteps",
                columns: table => new
                {
                    Window = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    OpensAt = table.Column<long>(type: "bigint", nullable: true),
                    ClosesAt = table.Column<long>(type: "bigint", nullable: true),
                    Pauses = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Root = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Run = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookSteps", x => new { x.Window, x.Revision });
                });

            migrationBuilder.CreateTable(
                name: "BookWindows",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    StageId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    OpensAt = table.Column<long>(type: "bigint", nullable: true),
                    Lasts = table.Column<long>(type: "bigint", nullable: true),
                    ClosesAt = table.Column<long>(type: "bigint", nullable: true),
                    Grace = table.Column<long>(type: "bigint", nullable: false),
                    PausedAt = table.Column<long>(type: "bigint", nullable: true),
                    Pauses = table.Column<int>(type: "integer", nullable: false),
                    PausedFor = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    ToldRevision = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Values = table.Column<int>(type: "integer", nullable: false),
                    Strength = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Counts = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Root = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookWindows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClaimShops",
                columns: table => new
                {
                    ClaimId = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Shop = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClaimShops", x => new { x.ClaimId, x.Shop });
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Holder = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    Asked = table.Column<string>(type: "text", maxLength: 128, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "OutboxMessages",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MessageId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Shop = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Type = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    NextAt = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    Holder = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Until = table.Column<long>(type: "bigint", nullable: true),
                    LastError = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    SentAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShopEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Shop = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    MessageId = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Type = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    NextAt = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    Holder = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Until = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    DoneAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShopEvents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Shops",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Connector = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Url = table.Column<string>(type: "text", maxLength: 500, nullable: true, collation: "C"),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    Secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    OldSecret = table.Column<byte[]>(type: "bytea", nullable: true),
                    OldUntil = table.Column<long>(type: "bigint", nullable: true),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    MadeBy = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Shops", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Villagers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    SiteId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    PersonId = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 80, nullable: false, collation: "C"),
                    Session = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    RetiredAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Villagers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Villagers_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Villagers_VillageSites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "VillageSites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BookEntries_Window_Digest",
                table: "BookEntries",
                columns: new[] { "Window", "Digest" });

            migrationBuilder.CreateIndex(
                name: "IX_BookWindows_DueAt",
                table: "BookWindows",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_BookWindows_Kind_StageId_At",
                table: "BookWindows",
                columns: new[] { "Kind", "StageId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_BookWindows_State_At",
                table: "BookWindows",
                columns: new[] { "State", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_BookWindows_ToldRevision",
                table: "BookWindows",
                column: "ToldRevision",
                filter: "\"ToldRevision\" < \"Revision\"");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_MessageId",
                table: "OutboxMessages",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_SentAt",
                table: "OutboxMessages",
                column: "SentAt");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_Shop_NextAt",
                table: "OutboxMessages",
                columns: new[] { "Shop", "NextAt" },
                filter: "\"State\" = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_Shop_Subject_Id",
                table: "OutboxMessages",
                columns: new[] { "Shop", "Subject", "Id" },
                filter: "\"State\" <> 'sent'");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_State_Id",
                table: "OutboxMessages",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_DoneAt",
                table: "ShopEvents",
                column: "DoneAt");

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_NextAt",
                table: "ShopEvents",
                column: "NextAt",
                filter: "\"State\" = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_Shop_MessageId",
                table: "ShopEvents",
                columns: new[] { "Shop", "MessageId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_State_Id",
                table: "ShopEvents",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Villagers_PersonId",
                table: "Villagers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Villagers_SiteId_PersonId",
                table: "Villagers",
                columns: new[] { "SiteId", "PersonId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BookEntries");

            migrationBuilder.DropTable(
                name: "BookSteps");

            migrationBuilder.DropTable(
                name: "BookWindows");

            migrationBuilder.DropTable(
                name: "ClaimShops");

            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "OutboxMessages");

            migrationBuilder.DropTable(
                name: "ShopEvents");

            migrationBuilder.DropTable(
                name: "Shops");

            migrationBuilder.DropTable(
                name: "Villagers");

            migrationBuilder.DropColumn(
                name: "By",
                table: "StandingModes");

            migrationBuilder.DropColumn(
                name: "KeyMadeBy",
                table: "Stages");

            migrationBuilder.DropColumn(
                name: "By",
                table: "Slots");

            migrationBuilder.DropColumn(
                name: "ClosedBy",
                table: "QuestionResults");

            migrationBuilder.DropColumn(
                name: "OpenedBy",
                table: "QuestionResults");

            migrationBuilder.DropColumn(
                name: "By",
                table: "PrizeReservations");

            migrationBuilder.DropColumn(
                name: "By",
                table: "PinIntervals");

            migrationBuilder.DropColumn(
                name: "EndedBy",
                table: "PinIntervals");

            migrationBuilder.DropColumn(
                name: "ByKind",
                table: "ModerationRecords");

            migrationBuilder.DropColumn(
                name: "ByWhy",
                table: "ModerationRecords");
        }
    }
}
