using System.IO.Compression;
using System.Text;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.Workflows.Attestation;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary><c>ops/attest-erasure</c> after an erasure, and after somebody has planted a text in each kind of place.</summary>
public sealed class An_attested_erasure(ErasedSite erased) : IClassFixture<ErasedSite>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_left_no_text_anywhere_and_says_where_it_was_searched()
    {
        var ended = await erased.Run(erased.Site, erased.Person, ErasedSite.Texts, "--backups", erased.Backups);

        Assert.True(ended.ExitCode == 0, ended.Output + ended.Errors);
        Assert.EndsWith("Итог: ничего не найдено.\n", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Найдено: 0\n", ended.Output, StringComparison.Ordinal);
        Assert.Contains("акт № 7 от ", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Записей субъекта в хранилище и его ключей: 0\n", ended.Output, StringComparison.Ordinal);
        string[] stores = ["таблицы всех схем", "выгрузка", "файлы PostgreSQL", "журнал предзаписи", "архив", "резервные", "сейф"];
        foreach (var store in stores)
            Assert.Matches($"\n  {store}[^\n]*: [а-я]+ [1-9]", ended.Output);
        Assert.All(ErasedSite.Texts, text => Assert.DoesNotContain(text, ended.Output + ended.Errors, StringComparison.Ordinal));
        // Backups from before hold the sealed data and their key, until the day that the act names.
        Assert.Matches($"(?s)Зашифрованное о субъекте.*/before.tar; по сроку хранения – до {erased.After(30)}\n", ended.Output);
    }

    [Fact]
    public async Task Names_what_a_decision_has_kept_with_its_ground()
    {
        var ended = await erased.Run(erased.Site, erased.Kept, ["Кленова Берёза"]);

        Assert.Equal(1, ended.ExitCode);
        Assert.EndsWith("Итог: НАЙДЕНО.\n", ended.Output, StringComparison.Ordinal);
        Assert.Matches("  таблица ledger.mt_events, столбец data, строка [0-9]+: текст 1, имя в другой форме [^\n]*\n"
            + "    оставлено решением по делу; основание: Название ресурса, ст. 6 ч. 1 п. 2\n", ended.Output);
        Assert.DoesNotContain("Кленов", ended.Output + ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_contradicted_by_a_text_in_any_table_form_or_removed_row()
    {
        await using var copy = await erased.Site.CopiedAsync();
        await using var postgres = await ErasedSite.Started(copy);
        await ErasedSite.Ask(postgres, "create table notes (note text, more jsonb)");
        await ErasedSite.Ask(postgres, """
            insert into notes values ('телефон ' || $1, null), ('телефон ' || $1, null), (null, jsonb_build_object('to', $2))
            """, Value(ErasedSite.Texts[1]), Value("Передано Верещагиной А."));
        await ErasedSite.Ask(postgres, "analyze notes");
        await ErasedSite.Ask(postgres, """
            insert into wolverine.wolverine_dead_letters (id, body, message_type, received_at) values ($1, $2, 'Letter', 'local://letters')
            """, Value(Guid.Empty), Value(Encoding.ASCII.GetBytes(
                "{\"to\":" + global::System.Text.Json.JsonSerializer.Serialize(ErasedSite.Name.ToUpperInvariant()) + "}")));
        await ErasedSite.Ask(postgres, "create table shapes (shape bytea)");
        foreach (var shape in new[] { Encoding.Unicode.GetBytes(ErasedSite.Texts[3]),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("к" + ErasedSite.Texts[4]))) })
            await ErasedSite.Ask(postgres, "insert into shapes values ($1)", Value(shape));
        await ErasedSite.Ask(postgres, """
            create table removed (short text, long text); alter table removed set (autovacuum_enabled = false);
            """);
        await ErasedSite.Ask(postgres, "insert into removed values ($1, null)", Value(ErasedSite.Texts[5]));
        await ErasedSite.Ask(postgres, "insert into removed values (null, $1 || repeat(' и так далее', 1000))", Value(ErasedSite.Texts[6]));
        await ErasedSite.Ask(postgres, "delete from removed");

        var attested = await erased.Attested(postgres, copy);

        Assert.False(attested.Clean);
        Finds("таблица public.notes, столбец note", 2, SoughtForm.Plain, times: 2);
        Finds("таблица public.notes, столбец more", 1, SoughtForm.NameForm);
        Finds("таблица pg_catalog.pg_statistic, столбец stavalues1", 2, SoughtForm.Plain);
        Finds("таблица wolverine.wolverine_dead_letters, столбец body", 1, SoughtForm.Escaped);
        Finds("таблица public.shapes, столбец shape", 4, SoughtForm.Utf16);
        Finds("таблица public.shapes, столбец shape", 5, SoughtForm.Base64);
        Finds("файл pg_dump", 2, SoughtForm.Plain);
        Finds("файл pg_dump", 1, SoughtForm.Hexadecimal);
        // A removed row is in no table and in no dump.
        var removed = await Asked(copy, "select pg_relation_filepath('removed')");
        foreach (var text in new[] { 6, 7 })
        {
            Finds($"файл {postgres.Folder.DataDirectory}/{removed}", text, SoughtForm.Plain);
            Assert.DoesNotContain(attested.Found, s => s.Text == text && s.Store is SearchedStore.Tables or SearchedStore.Dump);
        }

        Assert.All(ErasedSite.Texts, text => Assert.DoesNotContain(text, attested.Text, StringComparison.Ordinal));

        void Finds(string place, int text, SoughtForm form, int times = 1) => Assert.Contains(attested.Found, s =>
            (s.Place, s.Text, s.Form, s.Times) == (place, text, form, times));
    }

    [Fact]
    public async Task Is_contradicted_by_the_log_that_a_dropped_table_has_left()
    {
        await using var copy = await erased.Site.CopiedAsync();
        await using var postgres = await ErasedSite.Started(copy);
        await ErasedSite.Ask(postgres, "create table gone (note text, n integer)");
        await ErasedSite.Ask(postgres, "insert into gone select repeat('слово ', 5), n from generate_series(1, 40) n");
        await ErasedSite.Ask(postgres, "update gone set note = $1 where n = 7", Value(ErasedSite.Texts[5]));
        // The next change of the page after a checkpoint writes an image of it, which is compressed, into a segment of its own.
        await ErasedSite.Ask(postgres, "select pg_switch_wal()");
        await ErasedSite.Ask(postgres, "checkpoint");
        await ErasedSite.Ask(postgres, "update gone set n = 0 where n = 40");
        var segment = await Asked(copy, "select pg_walfile_name(pg_current_wal_lsn())");
        await ErasedSite.Ask(postgres, "drop table gone");
        await ErasedSite.Ask(postgres, "select pg_switch_wal()");
        var aside = copy.Beside("aside");
        var raw = await File.ReadAllBytesAsync(Path.Combine(postgres.Folder.DataDirectory, "pg_wal", segment), Stop);
        Directory.CreateDirectory(aside);
        await Gzipped(Path.Combine(aside, $"{segment}.gz"), raw);

        var attested = await erased.Attested(postgres, copy, aside);

        Assert.Equal([SearchedStore.Log, SearchedStore.Backups], attested.Found.Select(s => s.Store).Distinct().Order());
        var image = Assert.Single(attested.Found, s => s.Store == SearchedStore.Backups);
        Assert.Equal(($"файл {aside}/{segment}", 6, SoughtForm.Plain), (image.Place, image.Text, image.Form));
        Assert.Empty(StoredBytes.Standing(raw, [ErasedSite.Texts[5]]));
        Assert.Matches($"/pg_wal/[0-9A-F]+: текст 6, как есть; по сроку хранения – до {erased.After(7)}\n", attested.Text);
    }

    [Fact]
    public async Task Is_contradicted_by_a_backup_an_archive_and_a_file_that_hold_a_text()
    {
        await using var copy = await erased.Site.CopiedAsync();
        var backups = copy.Beside("backups");
        Directory.CreateDirectory(backups);
        await using (var postgres = await ErasedSite.Started(copy))
        {
            await ErasedSite.Ask(postgres, "create table notes as select $1::text as note", Value(ErasedSite.Texts[2]));
            await ErasedSite.Ask(postgres, $"alter table notes owner to {LedgerRoles.Owner}");
            foreach (var words in new[] { new[] { "a.tar" }, ["base", "--base"] })
            {
                string[] command = ["backup", Path.Combine(backups, words[0]), "--data", copy.Data, .. words[1..]];
                Assert.Equal(0, (await RunningProgram.RunAsync(copy, command)).ExitCode);
            }

            await ErasedSite.Ask(postgres, "drop table notes");
        }

        await Gzipped(Path.Combine(backups, "plain.sql.gz"), ErasedSite.Texts[3]);
        await Gzipped(Path.Combine(backups, "packed.tar.gz"), await File.ReadAllBytesAsync(Path.Combine(backups, "a.tar"), Stop));
        await File.WriteAllTextAsync(Path.Combine(copy.Safe, "note"), $"почта {ErasedSite.Texts[2]}", Stop);
        await File.AppendAllTextAsync(Path.Combine(copy.Data, "log", "postgres-Mon.log"), ErasedSite.Texts[4], Stop);
        await File.WriteAllBytesAsync(Path.Combine(backups, "closed.zst"), [0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0], Stop);
        await File.WriteAllBytesAsync(Path.Combine(backups, "cut.gz"), [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 99], Stop);

        var ended = await erased.Run(copy, erased.Person, ErasedSite.Texts, "--backups", backups);

        Assert.Equal(1, ended.ExitCode);
        string[] places =
        [
            $"{backups}/a.tar, байт [0-9]+: текст 3", $"{backups}/base/base/[0-9/]+, байт [0-9]+: текст 3",
            $"{backups}/plain.sql, байт 0: текст 4", $"{backups}/packed.tar, байт [0-9]+: текст 3",
            $"{copy.Safe}/note, байт [0-9]+: текст 3", $"{copy.Data}/log/postgres-Mon.log, байт [0-9]+: текст 5",
        ];
        foreach (var place in places)
            Assert.Matches($"\n  файл {place}, как есть", ended.Output);
        Assert.Matches($"\n  {backups}/closed.zst: сжат или зашифрован \\(zstd\\)", ended.Output);
        Assert.Matches($"\n  {backups}/cut.gz: не читается до конца\n", ended.Output);
    }

    [Fact]
    public async Task Is_not_clean_while_something_could_not_be_opened()
    {
        await using var copy = await erased.Site.CopiedAsync();
        var closed = copy.Beside("closed.zst");
        await File.WriteAllBytesAsync(closed, [0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0], Stop);

        var ended = await erased.Run(copy, erased.Person, ErasedSite.Texts, "--backups", closed, "--backups", copy.Beside("nowhere"));

        Assert.Equal(1, ended.ExitCode);
        Assert.EndsWith("Итог: ничего не найдено, но прочитано не всё, что следовало.\n", ended.Output, StringComparison.Ordinal);
        Assert.Contains("nowhere: нет такого файла или каталога\n", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_clean_while_the_key_is_there()
    {
        await using var copy = await erased.Site.CopiedAsync();
        await using var postgres = await ErasedSite.Started(copy);
        await ErasedSite.Ask(postgres,
            "insert into keys.data_keys (owner, wrapped, kek) select $1, wrapped, kek from keys.data_keys limit 1",
            Value(TextVault.OwnerOfPerson(erased.Person)));

        var attested = await erased.Attested(postgres, copy);

        Assert.Equal((1, 0, false), (attested.Subject.RowsLeft, attested.Found.Count, attested.Clean));
        Assert.Contains(attested.Sightings, s => s is { Form: SoughtForm.Sealed, Store: SearchedStore.Dump });
        Assert.Contains(attested.Sightings, s => s is { Form: SoughtForm.Sealed, Store: SearchedStore.Cluster });
    }

    [Fact]
    public async Task Is_asked_for_with_texts_that_can_be_searched_and_a_person_who_was_erased()
    {
        Assert.StartsWith("texts-missing: ", await Refused(2, erased.Person, "\n \n"u8.ToArray()), StringComparison.Ordinal);
        Assert.StartsWith("text-too-short: text 2 ", await Refused(2, erased.Person, "Верещагина\nИя"u8.ToArray()),
            StringComparison.Ordinal);
        Assert.StartsWith("texts-unreadable: ", await Refused(2, erased.Person, [0xC2, 0xE5, 0xF0, 0xE5, 0xF9, 0xE0]),
            StringComparison.Ordinal);
        Assert.Contains("not-erased: ", await Refused(1, Guid.Empty, "Верещагина"u8.ToArray()), StringComparison.Ordinal);
    }

    private async Task<string> Refused(int exitCode, Guid person, byte[] input)
    {
        var ended = await RunningProgram.RunAsync(erased.Site,
            ["attest-erasure", $"{person}", "--data", erased.Site.Data, "--safe", erased.Site.Safe], erased.Environment, input);
        Assert.Equal((exitCode, ""), (ended.ExitCode, ended.Output));
        return ended.Errors;
    }

    private static async Task<string> Asked(Site copy, string question) =>
        (await DataFolder.AskAsync(copy.Connection(PrivatePostgres.Superuser) + ";Pooling=false", question))!;

    private static Task Gzipped(string path, string text) => Gzipped(path, Encoding.UTF8.GetBytes(text));

    private static async Task Gzipped(string path, byte[] content)
    {
        await using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        await gzip.WriteAsync(content, Stop);
    }
}
