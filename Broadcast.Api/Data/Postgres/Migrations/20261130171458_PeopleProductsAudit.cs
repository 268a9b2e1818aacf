using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Broadcast.Api.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class PeopleProductsAudit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RetiredAt",
                table: "Stages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Revision",
                table: "Stages",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "StaffSessions",
                type: "text",
                maxLength: 64,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "BeganAt",
                table: "StaffSessions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Browser",
                table: "StaffSessions",
                type: "text",
                maxLength: 64,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "TitleEn",
                table: "Slots",
                type: "text",
                maxLength: 80,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "Order",
                table: "Products",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "RetiredAt",
                table: "Products",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Uploads",
                table: "Products",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateOnly>(
                name: "FirstDay",
                table: "Festivals",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "LastDay",
                table: "Festivals",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RetiredAt",
                table: "Festivals",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Revision",
                table: "Festivals",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<long>(
                name: "RetiredAt",
                table: "Chapters",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    What = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Thing = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    Action = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    After = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "GuestRules",
                columns: table => new
                {
                    FestivalId = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    Rights = table.Column<string>(type: "text", maxLength: 40, nullable: false, collation: "C"),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GuestRules", x => x.FestivalId);
                    table.ForeignKey(
                        name: "FK_GuestRules_Festivals_FestivalId",
                        column: x => x.FestivalId,
                        principalTable: "Festivals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ProductPictures",
                columns: table => new
                {
                    Sku = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Small = table.Column<byte[]>(type: "bytea", nullable: false),
                    Medium = table.Column<byte[]>(type: "bytea", nullable: false),
                    Large = table.Column<byte[]>(type: "bytea", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProductPictures", x => new { x.Id, x.Sku });
                });

            migrationBuilder.CreateTable(
                name: "StaffAuthenticators",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    ConfirmedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastStep = table.Column<long>(type: "bigint", nullable: false),
                    Tried = table.Column<int>(type: "integer", nullable: false),
                    TriedSince = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffAuthenticators", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_StaffAuthenticators_AspNetUsers_AccountId",
                        column: x => x.AccountId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StaffLinks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    Digest = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 480, nullable: false, collation: "C"),
                    Roles = table.Column<List<string>>(type: "text[]", nullable: false),
                    Stages = table.Column<List<string>>(type: "text[]", nullable: false),
                    Moderates = table.Column<List<string>>(type: "text[]", nullable: false),
                    AccountId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    MadeBy = table.Column<string>(type: "text", maxLength: 128, nullable: false, collation: "C"),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StaffLinks_AspNetUsers_AccountId",
                        column: x => x.AccountId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StaffRecoveryCodes",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Digest = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffRecoveryCodes", x => new { x.AccountId, x.Digest });
                    table.ForeignKey(
                        name: "FK_StaffRecoveryCodes_StaffAuthenticators_AccountId",
                        column: x => x.AccountId,
                        principalTable: "StaffAuthenticators",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At",
                table: "AuditEntries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_What_Thing_Id",
                table: "AuditEntries",
                columns: new[] { "What", "Thing", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_StaffLinks_AccountId",
                table: "StaffLinks",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_StaffLinks_Digest",
                table: "StaffLinks",
                column: "Digest",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "GuestRules");

            migrationBuilder.DropTable(
                name: "ProductPictures");

            migrationBuilder.DropTable(
                name: "StaffLinks");

            migrationBuilder.DropTable(
                name: "StaffRecoveryCodes");

            migrationBuilder.DropTable(
                name: "StaffAuthenticators");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "Stages");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "Stages");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "StaffSessions");

            migrationBuilder.DropColumn(
                name: "BeganAt",
                table: "StaffSessions");

            migrationBuilder.DropColumn(
                name: "Browser",
                table: "StaffSessions");

            migrationBuilder.DropColumn(
                name: "TitleEn",
                table: "Slots");

            migrationBuilder.DropColumn(
                name: "Order",
                table: "Products");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "Products");

            migrationBuilder.DropColumn(
                name: "Uploads",
                table: "Products");

            migrationBuilder.DropColumn(
                name: "FirstDay",
                table: "Festivals");

            migrationBuilder.DropColumn(
                name: "LastDay",
                table: "Festivals");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "Festivals");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "Festivals");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "Chapters");
        }
    }
}
