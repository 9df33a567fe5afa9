use super::*;

fn points(query: &str, text: &str) -> u32 {
    score_text(&query_tokens(query), text)
}

/// The texts that match, best first.
fn ranked<'a>(query: &str, texts: &[&'a str]) -> Vec<&'a str> {
    let query = query_tokens(query);
    let mut hits: Vec<(u32, &str)> = texts.iter().map(|text| (score_text(&query, text), *text)).collect();
    hits.retain(|(points, _)| *points > 0);
    hits.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    hits.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn folds_case_accents_width_and_letters() {
    assert_eq!(fold("Crème BRÛLÉE"), "creme brulee");
    assert_eq!(fold("Straße, STRASSE"), "strasse, strasse");
    assert_eq!(fold("Ærø Łódź Đà Nẵng İstanbul"), "aero lodz da nang istanbul");
    assert_eq!(fold("ＫＴ－１００ ﾃﾚﾋﾞ ﬁne ①"), "kt-100 テレビ fine 1");
    assert_eq!(fold("ΟΔΥΣΣΕΎΣ"), "οδυσσευσ");
    assert_eq!(fold("한국 が"), "한국 が");
}

#[test]
fn folds_traditional_to_simplified() {
    assert_eq!(fold("臺灣電視機"), "台湾电视机");
    assert_eq!(fold("訂單後裡裏顯著"), fold("订单后里里显着"));
    assert_eq!(fold("洗衣機與烘乾機"), fold("洗衣机与烘干机"));
}

#[test]
fn folding_twice_changes_nothing() {
    for text in ["Straße İ ＫＴ－１００", "臺灣 冷氣機", "ǅ ﬃ ½ Å ẞ", "한국 ﾃﾚﾋﾞ"] {
        assert_eq!(fold(&fold(text)), fold(text));
    }
}

#[test]
fn tokens_of_words_numbers_and_chinese() {
    assert_eq!(index_tokens("Lamp"), ["lamp", "~_la", "~amp", "~lam", "~mp_"]);
    let tokens = index_tokens("KT-100 LED燈泡");
    for token in ["kt", "100", "kt100", "led", "灯", "泡", "灯泡", "~kt1", "~led"] {
        assert!(tokens.iter().any(|other| other == token), "{token} in {tokens:?}");
    }
    assert!(index_tokens("… – !?").is_empty());
    assert!(index_tokens("").is_empty());
}

#[test]
fn takes_a_query_apart() {
    let query = query_tokens("LED燈泡, kt-100 led");
    let word = |text: &str| Term::Word(text.to_owned());
    assert_eq!(
        query.terms,
        [word("led"), Term::Run("灯泡".into()), word("kt"), word("100")]
    );
    assert_eq!(
        query.sure_tokens(),
        [vec!["led"], vec!["灯泡"], vec!["kt"], vec!["100"]]
    );
    assert_eq!(query_tokens("led").near_tokens(), [["~_le", "~led", "~ed_"]]);
    assert!(query_tokens(" -- ").is_empty());
}

#[test]
fn prefix_range_holds_the_prefix_only() {
    let within = |token: &str| token >= "kt" && token < prefix_end("kt").as_str();
    assert!(within("kt") && within("kt100") && within("ktz"));
    assert!(!within("ks") && !within("ku"));
}

#[test]
fn exact_beats_prefix_beats_inside_beats_typing_error() {
    let texts = ["kettel", "teakettle", "kettles", "kettle", "fridge"];
    assert_eq!(ranked("kettle", &texts), ["kettle", "kettles", "teakettle", "kettel"]);
    assert_eq!(
        ranked("kettle", &["electric kettle with whistle", "kettle"]).first(),
        Some(&"kettle")
    );
}

#[test]
fn forgives_typing_errors() {
    let texts = [
        "Washing machine Turbo",
        "Refrigerator Grande",
        "Toaster",
        "Lamp",
        "Müller Haushaltsgeräte GmbH",
    ];
    let wrong = [
        ("wahsing", "Washing machine Turbo"),
        ("machne", "Washing machine Turbo"),
        ("refridgerator", "Refrigerator Grande"),
        ("toastr", "Toaster"),
        ("lmap", "Lamp"),
        ("muler", "Müller Haushaltsgeräte GmbH"),
        ("haushaltgerate", "Müller Haushaltsgeräte GmbH"),
        ("washing machin", "Washing machine Turbo"),
    ];
    for (query, expected) in wrong {
        assert_eq!(ranked(query, &texts), [expected], "{query}");
    }
}

#[test]
fn figures_are_not_forgiven() {
    assert_eq!(points("10248", "10249"), 0);
    assert!(points("1024", "SO-10248") > 0);
    assert!(points("0248", "SO-10248") > 0);
    assert_eq!(points("so-10248", "SO-10248"), points("10248 SO", "SO-10248"));
    assert!(points("so10248", "SO-10248") > 0);
}

#[test]
fn two_chinese_characters_find_their_word_in_both_scripts() {
    let texts = [
        "智慧型電冰箱",
        "洗衣機",
        "微波爐",
        "冷氣機",
        "臺北家電股份有限公司",
        "上海电器有限公司",
        "王小明",
    ];
    let queries = [
        ("冰箱", "智慧型電冰箱"),
        ("電冰", "智慧型電冰箱"),
        ("电冰箱", "智慧型電冰箱"),
        ("洗衣", "洗衣機"),
        ("衣机", "洗衣機"),
        ("微波", "微波爐"),
        ("波炉", "微波爐"),
        ("冷气", "冷氣機"),
        ("台北", "臺北家電股份有限公司"),
        ("家电", "臺北家電股份有限公司"),
        ("上海", "上海电器有限公司"),
        ("電器", "上海电器有限公司"),
        ("小明", "王小明"),
        ("炉", "微波爐"),
    ];
    for (query, expected) in queries {
        assert_eq!(ranked(query, &texts), [expected], "{query}");
    }
    assert_eq!(ranked("公司", &texts).len(), 2);
}

#[test]
fn one_wrong_chinese_character_is_forgiven_below_the_right_ones() {
    let texts = ["全自動洗衣機", "全自動洗碗機"];
    assert_eq!(ranked("全自动洗碗机", &texts), ["全自動洗碗機", "全自動洗衣機"]);
    assert!(ranked("冰箱", &texts).is_empty());
}

#[test]
fn every_term_must_match() {
    assert!(points("washing lamp", "Washing machine") == 0);
    assert!(points("机 washing", "Washing machine 洗衣機") > 0);
    assert_eq!(points("", "Lamp"), 0);
}

#[test]
fn large_input_stays_small() {
    let megabyte = "Lampe-7 燈泡 ".repeat(80_000);
    assert!(index_tokens(&megabyte).len() < 40);
    let varied: String = (0..200_000_u32).map(|number| format!("w{number} ")).collect();
    assert_eq!(index_tokens(&varied).len(), INDEX_TOKENS_MAX);
    assert_eq!(query_tokens(&varied).terms.len(), QUERY_TERMS_MAX);
    let word = "x".repeat(1_000_000);
    assert!(index_tokens(&word).iter().all(|token| token.len() <= WORD_LENGTH_MAX));
    assert!(points(&word, &word) > 0);
}
