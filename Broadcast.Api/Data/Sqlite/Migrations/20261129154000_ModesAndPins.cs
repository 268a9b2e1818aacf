using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Broadcast.Api.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ModesAndPins : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "StandingModes",
                columns: table => new
                {
                    Room = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Chat = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    SlowSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    FollowedMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Review = table.Column<bool>(type: "INTEGER", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandingModes", x => x.Room);
                });

            migrationBuilder.CreateTable(
                name: "StandingPins",
                columns: table => new
                {
                    StageId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Pin = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandingPins", x => x.StageId);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StandingModes");

            migrationBuilder.DropTable(
                name: "StandingPins");
        }
    }
}
