require('../start-program.cjs')(__dirname);
