using System.Globalization;
using MentorshipFlow.Clusters;
using Npgsql;

namespace MentorshipFlow.System.Tests.Years;

/// <summary>
/// Computes the certificates of the golden years a second time, by plain SQL over the lines of their files. The SQL beside this test is
/// written from domain-model.md 6 and shares no code with the certificate; nothing of the product runs here. Every line of all 19 sections
/// must be in its answer with the same numbers, so a number that it lacks fails.
/// </summary>
public sealed class A_second_computation(A_second_computation.PlainPostgres postgres) : IClassFixture<A_second_computation.PlainPostgres>
{
    private const int Sections = 19;
    private const string Missing = "нет исходных данных";
    private const string Withheld = "скрыто: менее 3 лиц";

    [Theory]
    [InlineData("school-49"), InlineData("college"), InlineData("adversity")]
    public async Task Finds_every_number_of_every_section(string year) =>
        Assert.Equal([], Differences(PrintedNumbers.Of(Golden($"{year}.certificate.txt")), await Computed(year)));

    /// <summary>The public version withholds what is about fewer than three persons, and who won a competition; nothing else, such as
    /// enterprises.</summary>
    [Theory]
    [InlineData("school-49"), InlineData("college"), InlineData("adversity")]
    public async Task Finds_in_the_public_version_every_number_about_three_persons_or_more(string year)
    {
        List<(Cell At, int Persons)> cells = [];
        var (printed, computed) = (PrintedNumbers.Of(Golden($"{year}.public.certificate.txt")), await Computed(year, cells));
        Assert.All(cells.GroupBy(c => (c.At.Section, c.At.Label)), list =>
        {
            foreach (var at in Hidden([.. list])) computed[at] = Withheld;
        });
        foreach (var at in HiddenOfBases(computed)) computed[at] = Withheld;
        if (computed.TryGetValue(new(8, "Трудоустроено", 0), out var employed) && Number(employed.Split(' ')[0]) is 1 or 2)
            computed[new(8, "Трудоустроено", 0)] = Withheld;
        foreach (var (at, numbers) in computed)
            if (Persons(at, numbers.Split(' ')) < 3) computed[at] = string.Join(' ', [.. numbers.Split(' ').Take(Days(at)), Withheld]);
        foreach (var winner in computed.Keys.Where(at => at is { Label: "Конкурсов", Item: > 0 }).ToList())
            computed[winner] = computed[winner].Split(' ')[0];
        // Nor does a missing contingent tell how few there are.
        foreach (var (at, numbers) in computed)
            if (at.Section == 14 && !IsOfEnterprises(at) && numbers is Missing + " 1" or Missing + " 2") computed[at] = Missing;
        Assert.Equal([], Differences(printed, computed));
    }

    [Fact]
    public async Task Misses_no_number_that_is_changed_and_no_line_that_it_lacks()
    {
        var (printed, computed) = (PrintedNumbers.Of(Golden("school-49.certificate.txt")), await Computed("school-49"));
        var place = new Cell(8, "Нагрузка наставника", 0);

        Assert.Equal([$"{place}: the certificate says 9,9, the events say {computed[place]}"],
            Differences(new(printed) { [place] = "9,9" }, computed));
        Assert.Equal([$"{place}: the certificate says {printed[place]}, the events say nothing"],
            Differences(printed, computed.Where(c => c.Key != place).ToDictionary()));
        Assert.All(Enumerable.Range(1, Sections), n => Assert.Contains(computed, c => c.Key.Section == n && c.Value.Length > 0));
    }

    [Theory]
    [InlineData("12; на 29.08.2022: 11", "12 29.08.2022 11")]
    [InlineData("5; доля: 35,7 %; отклонение: -34,4", "5 35,7 -34,4")]
    [InlineData("15–17 лет; 3", "3")]
    [InlineData("№ 12 от 06.09.2021 «Положение «СОШ №49» от 2021»; лиц: 3", "3")]
    [InlineData("8670d2ef-67be-02b2-307d-4959421699af; с 02.09.2021", "02.09.2021")]
    [InlineData("нет исходных данных (контингент не записан; в программе: 0)", "нет исходных данных 0")]
    [InlineData("G1.10 и 4.1.1 в 2021/2022 по UTF-8; —", "—")]
    [InlineData("измерено: 05.10.2021–20.05.2022", "05.10.2021 20.05.2022")]
    public void Reads_these_numbers_of_a_line(string line, string expected) =>
        Assert.Equal(expected, PrintedNumbers.Of($"heading\n\n1. Раздел\nПоле: {line}\n")[new(1, "Поле", 0)]);

    // How many persons the numbers are about; null for those that are never withheld.
    private static int? Persons(Cell at, string[] numbers) => at switch
    {
        { Section: 10, Label: "Доли ответов «да»", Item: > 0 } => Number(numbers[1]),
        { Section: 11, Item: > 0 } => Number(numbers[2]),
        { Section: 12, Item: > 0 } => Number(numbers[0]),
        { Section: 13 } => int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null,
        { Section: 14 } when IsOfEnterprises(at) => null,
        { Section: 14 } when numbers.Length > 4 => Number(numbers[1]) is > 0 and var part
            ? Math.Min(part, Number(numbers[2])) : Number(numbers[2]),
        _ => null,
    };

    // One and two are hidden, and with them the first larger numbers of the list until one larger number and six persons are; the whole
    // list where there are not so many.
    private static IEnumerable<Cell> Hidden(IReadOnlyList<(Cell At, int Persons)> list)
    {
        HashSet<Cell> hidden = [.. list.Where(c => c.Persons is 1 or 2).Select(c => c.At)];
        if (hidden.Count == 0) return hidden;
        var (persons, larger) = (list.Where(c => hidden.Contains(c.At)).Sum(c => c.Persons), 0);
        foreach (var (at, number) in list.Where(c => c.Persons > 2))
        {
            if (larger > 0 && persons >= 6) break;
            hidden.Add(at);
            (persons, larger) = (persons + number, larger + 1);
        }

        return larger == 0 || persons < 6 ? list.Select(c => c.At) : hidden;
    }

    // Lists of a base are about who was ever in it, who is on the day and who is no longer: what is hidden of one is hidden of all. A list
    // of one element that is the whole base tells no more than its total.
    private static List<Cell> HiddenOfBases(Dictionary<Cell, string> computed) =>
    [
        .. computed.Where(c => c.Key is { Section: 6 or 7, Item: > 0 }).OrderBy(c => c.Key.Item)
            .GroupBy(c => (c.Key.Section, c.Key.Label)).SelectMany(list =>
            {
                List<(Cell At, string[] Numbers)> rows = [.. list.Select(c => (c.Key, c.Value.Split(' ')))];
                var whole = computed[new(list.Key.Section, "Записей в базе", 0)];
                if (rows is [var all] && string.Join(' ', all.Numbers) == whole) return [];
                return new Func<string[], int>[]
                {
                    n => Number(n[0]), n => Number(n[^1]), n => Number(n[0]) - Number(n[^1]),
                }.SelectMany(column => Hidden([.. rows.Select(r => (r.At, column(r.Numbers)))]));
            }).Distinct(),
    ];

    // Enterprises are no persons.
    private static bool IsOfEnterprises(Cell at) => at.Label.StartsWith("I4 ", StringComparison.Ordinal);

    // A withheld wave still tells its two days.
    private static int Days(Cell at) => at.Section == 11 ? 2 : 0;

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Differences(Dictionary<Cell, string> printed, Dictionary<Cell, string> computed) =>
        printed.Keys.Union(computed.Keys).Where(at => printed.GetValueOrDefault(at) != computed.GetValueOrDefault(at))
            .Select(at => $"{at}: the certificate says {printed.GetValueOrDefault(at, "nothing")}, "
                + $"the events say {computed.GetValueOrDefault(at, "nothing")}");

    // Into cells go the elements of the lists of sections 8 and 9, with how many mentees each is about.
    private async Task<Dictionary<Cell, string>> Computed(string year, List<(Cell At, int Persons)>? cells = null)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var connection = await postgres.Open(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Run(connection, "create table line (content jsonb not null); create table definition (content jsonb not null)", stop);
        await Store(connection, "line", File.ReadAllLines(Checkout.At($"tests/Domain.Tests/Years/{year}.ndjson")), stop);
        // The later version of the model in the year of adversity differs from this one in nothing but its number.
        await Store(connection, "definition", [File.ReadAllText(Checkout.At("src/Workflows/Definitions/target-model.v1.json"))], stop);
        await Run(connection, Sql("sets.sql"), stop);
        for (var n = 1; n <= Sections; n++)
            await Answer(connection, n, Sql(string.Create(CultureInfo.InvariantCulture, $"{n:00}.sql")), stop);

        await Answer(connection, 0, Sql("completeness.sql"), stop);
        if (cells is not null)
        {
            await using var command = new NpgsqlCommand(Sql("persons.sql"), connection);
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
                cells.Add((new(rows.GetInt32(0), rows.GetString(1), (int)rows.GetInt64(2)), (int)rows.GetInt64(3)));
        }

        return await Read(connection, stop);
    }

    private static Task Answer(NpgsqlConnection connection, int section, string select, CancellationToken stop) => Run(
        connection, string.Create(CultureInfo.InvariantCulture, $"insert into answer select {section}, q.* from (\n{select}) q"), stop);

    private static async Task Store(NpgsqlConnection connection, string table, IEnumerable<string> rows, CancellationToken stop)
    {
        await using var insert = new NpgsqlCommand($"insert into {table} select * from unnest($1::text[]::jsonb[])", connection)
            { Parameters = { new() { Value = rows.ToArray() } } };
        await insert.ExecuteNonQueryAsync(stop);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task<Dictionary<Cell, string>> Read(NpgsqlConnection connection, CancellationToken stop)
    {
        Dictionary<Cell, string> answer = [];
        await using var command = new NpgsqlCommand("select section, label, item, numbers from answer", connection);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) answer.Add(new(rows.GetInt32(0), rows.GetString(1), rows.GetInt32(2)), rows.GetString(3));
        return answer;
    }

    private static string Golden(string file) => File.ReadAllText(Checkout.At($"tests/Domain.Tests/Years/{file}"));

    private static string Sql(string file) => File.ReadAllText(Checkout.At($"tests/System.Tests/Years/{file}"));

    /// <summary>A cluster without the product's tables. Each computation is rolled back.</summary>
    public sealed class PlainPostgres : IAsyncLifetime
    {
        private ThrowAwayCluster? cluster;

        public async ValueTask InitializeAsync() =>
            cluster = await ThrowAwayCluster.StartAsync(stop: TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            if (cluster is not null) await cluster.DisposeAsync();
        }

        public async Task<NpgsqlConnection> Open(CancellationToken stop)
        {
            var connection = new NpgsqlConnection(cluster!.Superuser);
            await connection.OpenAsync(stop);
            return connection;
        }
    }
}
